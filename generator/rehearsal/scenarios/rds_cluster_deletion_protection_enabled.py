"""Deletion protection of DB clusters: off, of MySQL with two readable standbys, on, exempt, and a stopped cluster."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import cluster_case, db_cluster


def unprotected(session: Session) -> str:
    """As a cluster is made."""
    return db_cluster(session, "unprotected")


def multi_az_cluster(session: Session) -> str:
    """A cluster that is not of Aurora."""
    return db_cluster(session, "multi", Engine="mysql", DBClusterInstanceClass="db.m6gd.large", AllocatedStorage=100)


def protected(session: Session) -> str:
    """Nothing to do."""
    return db_cluster(session, "protected", DeletionProtection=True)


def exempt(session: Session) -> str:
    """One that is made and deleted all day."""
    return db_cluster(session, "exempt", tags={"baseline-exempt": "ci"})


def stopped(session: Session) -> str:
    """A stopped cluster takes no changes."""
    resource_id = db_cluster(session, "stopped")
    session.client("rds").stop_db_cluster(DBClusterIdentifier="stopped")
    return resource_id


def content(state: Mapping[str, Any]) -> bool:
    """Whether the cluster is protected."""
    return state["DeletionProtection"] is True


SCENARIO = Scenario(
    (
        cluster_case(content, unprotected),
        cluster_case(content, multi_az_cluster),
        cluster_case(content, protected, Ends.UNCHANGED),
        cluster_case(content, exempt, Ends.EXEMPT),
        cluster_case(content, stopped, Ends.REFUSED, refusal="has not taken the change in nine minutes: stopped"),
    )
)
