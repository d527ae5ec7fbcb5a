"""Password policies: none, weak, stricter than demanded in one point and weak in another, and strict already."""

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
    return all((state(session, account_id) or {}).get(key, 0) >= value for key, value in DEMANDED.items())


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
    )
)
