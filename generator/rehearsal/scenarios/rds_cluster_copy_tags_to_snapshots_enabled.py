"""Tags of snapshots of Aurora clusters: not copied, copied, of another engine, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import cluster_case, db_cluster


def not_copied(session: Session) -> str:
    """As a cluster is made."""
    return db_cluster(session, "not-copied", tags={"owner": "web"})


def postgresql(session: Session) -> str:
    """Aurora in its other edition, without tags yet."""
    return db_cluster(session, "postgresql", Engine="aurora-postgresql")


def copied(session: Session) -> str:
    """Nothing to do."""
    return db_cluster(session, "copied", CopyTagsToSnapshot=True)


def not_aurora(session: Session) -> str:
    """Another rule asks of it."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "not-aurora", **given)


def exempt(session: Session) -> str:
    """A test cluster."""
    return db_cluster(session, "exempt", tags={"baseline-exempt": "test"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether snapshots get the tags."""
    return state["CopyTagsToSnapshot"] is True


SCENARIO = Scenario(
    (
        cluster_case(content, not_copied),
        cluster_case(content, postgresql),
        cluster_case(content, copied, Ends.UNCHANGED),
        cluster_case(content, not_aurora, Ends.UNCHANGED),
        cluster_case(content, exempt, Ends.EXEMPT),
    )
)
