"""Minor upgrades of DB instances: off, off for an Aurora member, on, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def off(session: Session) -> str:
    """An instance that stays on its version."""
    return db_instance(session, "off", AutoMinorVersionUpgrade=False)


def aurora_member(session: Session) -> str:
    """The setting belongs to each member."""
    db_cluster(session, "aurora")
    given: dict[str, Any] = {
        "Engine": "aurora-mysql",
        "DBClusterIdentifier": "aurora",
        "AutoMinorVersionUpgrade": False,
    }
    return db_instance(session, "member", **given)


def on(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "on")


def exempt(session: Session) -> str:
    """An application that is certified for one version."""
    return db_instance(session, "exempt", AutoMinorVersionUpgrade=False, tags={"baseline-exempt": "erp"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether RDS upgrades it."""
    return state["AutoMinorVersionUpgrade"] is True


SCENARIO = Scenario(
    (
        instance_case(content, off),
        instance_case(content, aurora_member),
        instance_case(content, on, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
    )
)
