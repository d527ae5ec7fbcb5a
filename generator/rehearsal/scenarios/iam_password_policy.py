"""Password policies, with an age demanded: none, weak, weak in one point only, strict already, and one whose expiry locks users out."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

DEMANDED = {
    "MinimumPasswordLength": 14,
    "PasswordReusePrevention": 24,
    "RequireSymbols": True,
    "RequireNumbers": True,
    "RequireUppercaseCharacters": True,
    "RequireLowercaseCharacters": True,
}
AGE = {"MaxPasswordAge": "90"}
LONG = {"MinimumPasswordLength": 20, "MaxPasswordAge": 60, "HardExpiry": True, "AllowUsersToChangePassword": True}


def with_policy(**policy: Any) -> Callable[[Session], str]:
    """An account with this policy, or with none where nothing is given."""

    def make(session: Session) -> str:
        iam = session.client("iam")
        if state(session, "") is not None:
            iam.delete_account_password_policy()
        if policy:
            iam.update_account_password_policy(**policy)
        return str(session.client("sts").get_caller_identity()["Account"])

    return make


def state(session: Session, account_id: str) -> dict[str, Any] | None:
    """The policy as IAM tells it."""
    iam = session.client("iam")
    try:
        return dict(iam.get_account_password_policy()["PasswordPolicy"])
    except iam.exceptions.NoSuchEntityException:
        return None


def compliant(session: Session, account_id: str) -> bool:
    """What the rule demands, or more."""
    found = state(session, account_id) or {}
    in_time = 0 < found.get("MaxPasswordAge", 0) <= int(AGE["MaxPasswordAge"])
    return in_time and all(found.get(key, 0) >= value for key, value in DEMANDED.items())


def still_long(session: Session, account_id: str) -> bool:
    """The demands, with the length, the age and the rights of the policy that there was."""
    found = state(session, account_id) or {}
    return compliant(session, account_id) and all(found.get(key) == value for key, value in LONG.items())


SCENARIO = Scenario(
    (
        Case(name="no policy", make=with_policy(), state=state, compliant=compliant),
        Case(name="short", make=with_policy(MinimumPasswordLength=8), state=state, compliant=compliant),
        Case(name="long and simple", make=with_policy(**LONG), state=state, compliant=still_long),
        Case(
            name="stricter already",
            make=with_policy(**{**DEMANDED, **LONG}),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        Case(
            name="hard expiry",
            make=with_policy(**{**DEMANDED, **LONG, "MaxPasswordAge": 365}),
            state=state,
            compliant=compliant,
            ends=Ends.REFUSED,
            refusal="HardExpiry locks out users",
        ),
    ),
    parameters=AGE,
)
