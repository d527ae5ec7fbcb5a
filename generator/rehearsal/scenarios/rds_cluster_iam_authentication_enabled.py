"""IAM authentication of DB clusters: off, on, exempt, and of an engine that lacks it."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import cluster_case, db_cluster


def off(session: Session) -> str:
    """As a cluster is made."""
    return db_cluster(session, "off")


def postgresql(session: Session) -> str:
    """Another engine."""
    return db_cluster(session, "postgresql", Engine="aurora-postgresql")


def on(session: Session) -> str:
    """Nothing to do."""
    return db_cluster(session, "on", EnableIAMDatabaseAuthentication=True)


def exempt(session: Session) -> str:
    """Its program knows passwords only."""
    return db_cluster(session, "exempt", tags={"baseline-exempt": "erp"})


def stopped(session: Session) -> str:
    """A stopped cluster takes no changes."""
    resource_id = db_cluster(session, "stopped")
    session.client("rds").stop_db_cluster(DBClusterIdentifier="stopped")
    return resource_id


def content(state: Mapping[str, Any]) -> bool:
    """Whether it is on, or will be."""
    return state["Waiting"].get("IAMDatabaseAuthenticationEnabled", state["IAMDatabaseAuthenticationEnabled"]) is True


SCENARIO = Scenario(
    (
        cluster_case(content, off),
        cluster_case(content, postgresql),
        cluster_case(content, on, Ends.UNCHANGED),
        cluster_case(content, exempt, Ends.EXEMPT),
        cluster_case(content, stopped, Ends.REFUSED, refusal="has not taken the change in nine minutes: stopped"),
    )
)
