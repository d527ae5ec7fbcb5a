"""Credentials: keys never used, one used and one not, all in use, and those of a break-glass user who is exempt."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.iam_users import access_key, days_ago, user, user_name

PASSWORD = "Opens-nothing-1"  # noqa: S105  # of a user of moto's


def never_used(session: Session) -> str:
    """Two keys that were made for a project which never came."""
    user_id = user(session, "project")
    for _ in range(2):
        access_key(session, "project", made=days_ago(46))
    return user_id


def one_used(session: Session) -> str:
    """The second key has taken over, the first one was forgotten."""
    user_id = user(session, "sync")
    access_key(session, "sync", made=days_ago(300), used=days_ago(60))
    access_key(session, "sync", made=days_ago(100), used=days_ago(1))
    return user_id


def in_use(session: Session) -> str:
    """An old key that is used, a new one that is not yet, and a password, which is not the runbook's."""
    user_id = user(session, "reader")
    access_key(session, "reader", made=days_ago(900), used=days_ago(44))
    access_key(session, "reader", made=days_ago(3))
    session.client("iam").create_login_profile(UserName="reader", Password=PASSWORD)
    return user_id


def exempt(session: Session) -> str:
    """For the day on which nothing else works."""
    user_id = user(session, "break-glass", baseline_exempt="true")
    access_key(session, "break-glass", made=days_ago(400))
    return user_id


def state(session: Session, user_id: str) -> dict[str, object]:
    """The status of each of the user's keys, and whether there is a password."""
    iam, name = session.client("iam"), user_name(session, user_id)
    keys = iam.list_access_keys(UserName=name)["AccessKeyMetadata"]
    try:
        iam.get_login_profile(UserName=name)
        has_password = True
    except iam.exceptions.NoSuchEntityException:
        has_password = False
    return {key["AccessKeyId"]: key["Status"] for key in keys} | {"password": has_password}


def compliant(session: Session, user_id: str) -> bool:
    """A key is active if it was used, or made, within 45 days."""
    iam = session.client("iam")
    keys = iam.list_access_keys(UserName=user_name(session, user_id))["AccessKeyMetadata"]
    for key in keys:
        used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])["AccessKeyLastUsed"].get("LastUsedDate")
        lives = max(each for each in (key["CreateDate"], used) if each) >= days_ago(45)
        if lives is not (key["Status"] == "Active"):
            return False
    return True


SCENARIO = Scenario(
    (
        Case(name="keys never used", make=never_used, state=state, compliant=compliant),
        Case(name="one of two used", make=one_used, state=state, compliant=compliant),
        Case(name="all in use", make=in_use, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="break-glass user", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
