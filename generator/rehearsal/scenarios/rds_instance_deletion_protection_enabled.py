"""Deletion protection of DB instances: off, on, exempt, and a member of an Aurora cluster."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def unprotected(session: Session) -> str:
    """As an instance is made."""
    return db_instance(session, "unprotected")


def sql_server(session: Session) -> str:
    """Another engine."""
    return db_instance(session, "mssql", Engine="sqlserver-ex")


def protected(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "protected", DeletionProtection=True)


def aurora_member(session: Session) -> str:
    """The cluster protects its members."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def exempt(session: Session) -> str:
    """One that is made and deleted all day."""
    return db_instance(session, "exempt", tags={"baseline-exempt": "ci"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether the instance is protected."""
    return state["DeletionProtection"] is True


SCENARIO = Scenario(
    (
        instance_case(content, unprotected),
        instance_case(content, sql_server),
        instance_case(content, protected, Ends.UNCHANGED),
        instance_case(content, aurora_member, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
    )
)
