"""IAM users of moto made like real ones: with an id of IAM's form, and with credentials that are older than this process.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from generator.automation import SimulatedClock
from generator.rehearsal.scenario import Session


def days_ago(days: float) -> datetime:
    """A moment before the run of a runbook begins."""
    return datetime.fromtimestamp(SimulatedClock().now(), UTC) - timedelta(days=days)


def user(session: Session, name: str, **tags: str) -> str:
    """A user under a path; returns its unique id, by which AWS Config knows it."""
    iam = session.client("iam")
    given = [{"Key": key.replace("_", "-"), "Value": value} for key, value in tags.items()]
    iam.create_user(UserName=name, Path="/people/", **({"Tags": given} if given else {}))
    made = _stored(session, name)
    made.id = f"AIDA{made.id[4:].upper()}"
    return str(made.id)


def user_name(session: Session, user_id: str) -> str:
    """The name of the user with this unique id."""
    (found,) = [each["UserName"] for each in session.client("iam").list_users()["Users"] if each["UserId"] == user_id]
    return str(found)


def access_key(session: Session, name: str, *, made: datetime, used: datetime | None = None) -> str:
    """An active access key of the user; returns its id."""
    from moto.iam.models import AccessKeyLastUsed

    key_id = str(session.client("iam").create_access_key(UserName=name)["AccessKey"]["AccessKeyId"])
    (stored,) = [key for key in _stored(session, name).access_keys if key.access_key_id == key_id]
    stored.create_date = made.replace(tzinfo=None)
    stored.last_used = AccessKeyLastUsed(used.replace(tzinfo=None), "s3", "us-east-1") if used else None
    return key_id


def _stored(session: Session, name: str) -> Any:
    from moto.iam.models import iam_backends

    account = session.client("sts").get_caller_identity()["Account"]
    return iam_backends[account]["aws"].users[name]
