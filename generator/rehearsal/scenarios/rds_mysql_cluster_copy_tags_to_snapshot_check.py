"""Tags of snapshots of MySQL clusters: not copied, copied, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import cluster_case, db_cluster


def not_copied(session: Session) -> str:
    """As a cluster is made."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "not-copied", **given, tags={"owner": "web"})


def without_tags(session: Session) -> str:
    """There is nothing to copy yet."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "without-tags", **given)


def copied(session: Session) -> str:
    """Nothing to do."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "copied", **given, CopyTagsToSnapshot=True)


def exempt(session: Session) -> str:
    """A test cluster."""
    given: dict[str, Any] = {"Engine": "mysql", "DBClusterInstanceClass": "db.m6gd.large", "AllocatedStorage": 100}
    return db_cluster(session, "exempt", **given, tags={"baseline-exempt": "test"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether snapshots get the tags."""
    return state["CopyTagsToSnapshot"] is True


SCENARIO = Scenario(
    (
        cluster_case(content, not_copied),
        cluster_case(content, without_tags),
        cluster_case(content, copied, Ends.UNCHANGED),
        cluster_case(content, exempt, Ends.EXEMPT),
    )
)
