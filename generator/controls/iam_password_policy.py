"""Passwords of IAM users are long and mixed; the runbook merges that into the account's password policy, and can put the former back.

https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
"""

from typing import Any

from awacs import iam

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

# An age is demanded where the user asks for it only: NIST SP 800-63B advises against expiry, and Security Hub's IAM.7 leaves it out; IAM.10
# (PCI DSS 3.2.1) and IAM.17 (CIS 1.2.0) demand it. A policy that expires passwords keeps its age where that is shorter.
DEMANDS = {
    "RequireUppercaseCharacters": "true",
    "RequireLowercaseCharacters": "true",
    "RequireSymbols": "true",
    "RequireNumbers": "true",
    "MinimumPasswordLength": "14",
    "PasswordReusePrevention": "24",
}
"""What the rule checks and the runbook sets."""
MAX_AGE = "^([1-9]|[1-8][0-9]|90)?$"
EXPIRY = Parameter(
    name="MaxPasswordAge",
    description=(
        "Days after which passwords expire, as IAM.10 and IAM.17 demand; left empty, no age is demanded. A repair lets older"
        " passwords expire at once: whoever may change their own does so at the next sign-in, the others need an administrator."
    ),
    label="Password expiry in days [IAM.10, IAM.17]",
    group="Controls",
    default="",
    allowed_pattern=MAX_AGE,
    constraint="A number from 1 to 90, or nothing.",
)
AGE = Input(
    name="MaxPasswordAge",
    type="String",
    description="Days after which passwords expire; without it, passwords that never expire stay so.",
    default="",
    allowed_pattern=MAX_AGE,
    value=EXPIRY,
)


def read(events: Events) -> dict[str, Any] | None:
    """The password policy as UpdateAccountPasswordPolicy takes it; None where the account has none of its own."""
    import boto3

    client = boto3.client("iam")
    try:
        found = client.get_account_password_policy()["PasswordPolicy"]
    except client.exceptions.NoSuchEntityException:
        return None
    # ExpirePasswords is only told; a missing age or reuse is told as nothing, as 0 or as False.
    return {key: value for key, value in sorted(found.items()) if key != "ExpirePasswords" and value}


def complies(state: dict[str, Any] | None, events: Events) -> bool:
    """Every demand is met or exceeded; passwords expire in time where an age is demanded."""
    import json

    policy, demands = state or {}, {key: json.loads(value) for key, value in events["Demands"].items()}
    age = int(events["MaxPasswordAge"] or 0)
    in_time = not age or 0 < policy.get("MaxPasswordAge", 0) <= age
    return in_time and all(policy.get(key, 0) >= demand for key, demand in demands.items())


def repair(events: Events, context: object) -> None:
    """Write the policy with what it lacks; the call replaces the whole policy, and what is stricter already stays.

    Raises ValueError where a shorter age would lock users out.
    """
    import json

    import boto3

    policy = read(events) or {}
    for key, value in events["Demands"].items():
        policy[key] = max(policy.get(key, 0), json.loads(value))
    age, former = int(events["MaxPasswordAge"] or 0), policy.get("MaxPasswordAge", 0)
    if age and not 0 < former <= age:
        if policy.get("HardExpiry"):
            raise ValueError(
                "HardExpiry locks out users whose passwords are older than MaxPasswordAge: turn it off first"
            )
        policy["MaxPasswordAge"] = age
    boto3.client("iam").update_account_password_policy(**policy)


def restore(events: Events, context: object) -> None:
    """Put the former policy back, or none where there was none."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    if wanted is None:
        boto3.client("iam").delete_account_password_policy()
    else:
        boto3.client("iam").update_account_password_policy(**wanted)


CONTROL = Control(
    identifier="IAM_PASSWORD_POLICY",
    title=Text(
        "The account demands strong passwords of IAM users", "アカウントは IAM ユーザーに強いパスワードを要求する"
    ),
    why=Text(
        "Short passwords, and passwords used again, are guessed or found in the leaks of other sites.",
        "短いパスワードや使い回しのパスワードは、推測されるか、他サイトの漏えいから見つけられます。",
    ),
    scope=Scope.HOME,
    mode=Mode.AUTO,
    framework=Framework(
        security_hub=("IAM.7", "IAM.10", "IAM.11", "IAM.12", "IAM.13", "IAM.14", "IAM.15", "IAM.16", "IAM.17"),
        cis={
            "1.2.0": ("1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11"),
            "1.4.0": ("1.8", "1.9"),
            "3.0.0": ("1.8", "1.9"),
            "5.0.0": ("1.7", "1.8"),
        },
        trusted_advisor=("Yw2K9puPzl",),
    ),
    inputs=DEMANDS,
    optional_inputs={"MaxPasswordAge": EXPIRY},
    runbook=Runbook(
        name="StrengthenPasswordPolicy",
        description=(
            "Raises the account's password policy to what the rule demands and leaves stricter settings as they are;"
            " passwords in use stay valid unless an age is given. Restore puts the former policy back, or none where there was none."
        ),
        inputs=(ACCOUNT_ID, AGE),
        undo=Text("The former password policy, or none.", "以前のパスワードポリシー(なかった場合はなし)。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore),
            payload={**THE_ACCOUNT, "Demands": DEMANDS, "MaxPasswordAge": "{{ MaxPasswordAge }}"},
        ),
        permissions=(
            allow(
                iam.GetAccountPasswordPolicy,
                iam.UpdateAccountPasswordPolicy,
                iam.DeleteAccountPasswordPolicy,
                on="*",
            ),
        ),
    ),
)
