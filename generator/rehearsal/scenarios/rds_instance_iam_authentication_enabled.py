"""IAM authentication of DB instances: off, on, waiting, exempt, in a cluster, and of an engine that lacks it."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def off(session: Session) -> str:
    """As an instance is made."""
    return db_instance(session, "off", Engine="postgres")


def on(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "on", EnableIAMDatabaseAuthentication=True)


def waiting(session: Session) -> str:
    """Somebody has asked for it already."""
    made = db_instance(session, "waiting")
    given: dict[str, Any] = {"DBInstanceIdentifier": "waiting", "EnableIAMDatabaseAuthentication": True}
    session.client("rds").modify_db_instance(**given)
    return made


def exempt(session: Session) -> str:
    """Its program knows passwords only."""
    return db_instance(session, "exempt", EnableIAMDatabaseAuthentication=False, tags={"baseline-exempt": "erp"})


def aurora_member(session: Session) -> str:
    """The cluster decides."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def sql_server(session: Session) -> str:
    """There is no such thing there."""
    return db_instance(session, "mssql", Engine="sqlserver-ex")


def content(state: Mapping[str, Any]) -> bool:
    """Whether it is on, or will be."""
    return state["Waiting"].get("IAMDatabaseAuthenticationEnabled", state["IAMDatabaseAuthenticationEnabled"]) is True


SCENARIO = Scenario(
    (
        instance_case(content, off),
        instance_case(content, on, Ends.UNCHANGED),
        instance_case(content, waiting, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
        instance_case(content, aurora_member, Ends.REFUSED, refusal="in the DB cluster aurora"),
        instance_case(content, sql_server, Ends.REFUSED, refusal="has no IAM database authentication"),
    )
)
