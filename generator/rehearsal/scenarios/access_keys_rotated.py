"""Access keys: old, old beside new, old and deactivated already, and the old one of a user who is exempt."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.iam_users import access_key, days_ago, user, user_name


def old(session: Session) -> str:
    """Two keys of half a year."""
    user_id = user(session, "build")
    for _ in range(2):
        access_key(session, "build", made=days_ago(182), used=days_ago(1))
    return user_id


def old_and_new(session: Session) -> str:
    """In the middle of a rotation: the new key is there, the old one still works."""
    user_id = user(session, "deploy")
    access_key(session, "deploy", made=days_ago(91))
    access_key(session, "deploy", made=days_ago(2))
    return user_id


def inactive(session: Session) -> str:
    """The old key has been deactivated, the new one is 89 days old."""
    user_id = user(session, "report")
    key = access_key(session, "report", made=days_ago(400))
    session.client("iam").update_access_key(UserName="report", AccessKeyId=key, Status="Inactive")
    access_key(session, "report", made=days_ago(89))
    return user_id


def exempt(session: Session) -> str:
    """The user bears the tag that runbooks leave alone."""
    user_id = user(session, "break-glass", baseline_exempt="true")
    access_key(session, "break-glass", made=days_ago(400))
    return user_id


def state(session: Session, user_id: str) -> dict[str, str]:
    """The status of each of the user's keys."""
    keys = session.client("iam").list_access_keys(UserName=user_name(session, user_id))["AccessKeyMetadata"]
    return {key["AccessKeyId"]: key["Status"] for key in keys}


def compliant(session: Session, user_id: str) -> bool:
    """No active key is older than 90 days, and the younger ones still work."""
    keys = session.client("iam").list_access_keys(UserName=user_name(session, user_id))["AccessKeyMetadata"]
    return all((key["CreateDate"] >= days_ago(90)) is (key["Status"] == "Active") for key in keys)


SCENARIO = Scenario(
    (
        Case(name="two old keys", make=old, state=state, compliant=compliant),
        Case(name="old key beside a new one", make=old_and_new, state=state, compliant=compliant),
        Case(name="deactivated already", make=inactive, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="exempt user", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
