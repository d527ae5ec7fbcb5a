"""Deletion protection of DynamoDB tables: off, off for a table with an index, on, exempt, and a table that is gone."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.dynamodb import table


def unprotected(session: Session) -> str:
    """As a table is made."""
    return table(session, "unprotected")


def with_stream(session: Session) -> str:
    """What else the table has stays as it is."""
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    return table(session, "with-stream", StreamSpecification=stream, tags={"owner": "shop"})


def protected(session: Session) -> str:
    """Nothing to do."""
    return table(session, "protected", DeletionProtectionEnabled=True)


def exempt(session: Session) -> str:
    """One that is made and deleted all day."""
    return table(session, "exempt", tags={"baseline-exempt": "ci"})


def gone(session: Session) -> str:
    """A table that was deleted since."""
    return "gone"


def state(session: Session, name: str) -> Any:
    """All that DynamoDB says of the table."""
    return None if name == "gone" else session.client("dynamodb").describe_table(TableName=name)["Table"]


def compliant(session: Session, name: str) -> bool:
    """Whether the table is protected."""
    return bool(state(session, name)["DeletionProtectionEnabled"])


def _case(make: Callable[[Session], str], ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    name = make.__name__.replace("_", " ")
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case(unprotected),
        _case(with_stream),
        _case(protected, Ends.UNCHANGED),
        _case(exempt, Ends.EXEMPT),
        _case(gone, Ends.REFUSED, "gone"),
    )
)
