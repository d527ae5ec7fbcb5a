"""Point-in-time recovery of DynamoDB tables: off, off again, on over a week, exempt, and a table that is gone."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.dynamodb import table


def off(session: Session) -> str:
    """As a table is made."""
    return table(session, "off")


def off_again(session: Session) -> str:
    """Somebody has turned it off."""
    _recovery(session, table(session, "off-again"), PointInTimeRecoveryEnabled=True)
    return _recovery(session, "off-again", PointInTimeRecoveryEnabled=False)


def one_week(session: Session) -> str:
    """Fewer days than the most are still recovery."""
    return _recovery(session, table(session, "one-week"), PointInTimeRecoveryEnabled=True, RecoveryPeriodInDays=7)


def exempt(session: Session) -> str:
    """A cache."""
    return table(session, "exempt", tags={"baseline-exempt": "cache"})


def gone(session: Session) -> str:
    """A table that was deleted since."""
    return "gone"


def _recovery(session: Session, name: str, **specification: Any) -> str:
    client = session.client("dynamodb")
    client.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=specification)
    return name


def state(session: Session, name: str) -> Any:
    """The status, and the days that it reaches back."""
    if name == "gone":
        return None
    found = session.client("dynamodb").describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = found["PointInTimeRecoveryDescription"]
    return recovery["PointInTimeRecoveryStatus"], recovery.get("RecoveryPeriodInDays")


def compliant(session: Session, name: str) -> bool:
    """Whether it is on."""
    return bool(state(session, name)[0] == "ENABLED")


def _case(make: Callable[[Session], str], ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    name = make.__name__.replace("_", " ")
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case(off),
        _case(off_again),
        _case(one_week, Ends.UNCHANGED),
        _case(exempt, Ends.EXEMPT),
        _case(gone, Ends.REFUSED, "gone"),
    )
)
