"""Minor upgrades of DB clusters: off, on, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import cluster_case, db_cluster


def off(session: Session) -> str:
    """A cluster that stays on its version."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "off", **given, AutoMinorVersionUpgrade=False)


def aurora(session: Session) -> str:
    """A cluster of Aurora."""
    return db_cluster(session, "aurora", AutoMinorVersionUpgrade=False)


def on(session: Session) -> str:
    """Nothing to do."""
    return db_cluster(session, "on")


def exempt(session: Session) -> str:
    """An application that is certified for one version."""
    return db_cluster(session, "exempt", AutoMinorVersionUpgrade=False, tags={"baseline-exempt": "erp"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether RDS upgrades it."""
    return state["AutoMinorVersionUpgrade"] is True


SCENARIO = Scenario(
    (
        cluster_case(content, off),
        cluster_case(content, aurora),
        cluster_case(content, on, Ends.UNCHANGED),
        cluster_case(content, exempt, Ends.EXEMPT),
    )
)
