"""Passwords of IAM users are long and mixed; the runbook merges that into the account's password policy, and can put the former back.

https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
"""

from typing import Any

from awacs import iam

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

# No MaxPasswordAge: expiry would lock users out where HardExpiry is set, and NIST SP 800-63B advises against it. Security Hub's IAM.7
# leaves it out too. A policy that expires passwords keeps its age.
DEMANDS = {
    "RequireUppercaseCharacters": "true",
    "RequireLowercaseCharacters": "true",
    "RequireSymbols": "true",
    "RequireNumbers": "true",
    "MinimumPasswordLength": "14",
    "PasswordReusePrevention": "24",
}
"""What the rule checks and the runbook sets."""


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
    """Every demand is met or exceeded."""
    import json

    demands = {key: json.loads(value) for key, value in events["Demands"].items()}
    return all((state or {}).get(key, 0) >= demand for key, demand in demands.items())


def repair(events: Events, context: object) -> None:
    """Write the policy with what it lacks; the call replaces the whole policy, and what is stricter already stays."""
    import json

    import boto3

    policy = read(events) or {}
    for key, value in events["Demands"].items():
        policy[key] = max(policy.get(key, 0), json.loads(value))
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
        security_hub=("IAM.7", "IAM.11", "IAM.12", "IAM.13", "IAM.14", "IAM.15", "IAM.16"),
        cis={
            "1.2.0": ("1.5", "1.6", "1.7", "1.8", "1.9", "1.10"),
            "1.4.0": ("1.8", "1.9"),
            "3.0.0": ("1.8", "1.9"),
            "5.0.0": ("1.7", "1.8"),
        },
        trusted_advisor=("Yw2K9puPzl",),
    ),
    inputs=DEMANDS,
    runbook=Runbook(
        name="StrengthenPasswordPolicy",
        description=(
            "Raises the account's password policy to what the rule demands and leaves stricter settings as they are;"
            " passwords in use stay valid. Restore puts the former policy back, or none where there was none."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("The former password policy, or none.", "以前のパスワードポリシー(なかった場合はなし)。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore),
            payload={**THE_ACCOUNT, "Demands": DEMANDS},
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
