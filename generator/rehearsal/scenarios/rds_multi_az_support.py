"""Standbys of DB instances: none, a replica without one, one, exempt, and a member of an Aurora cluster."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def alone(session: Session) -> str:
    """As an instance is made."""
    return db_instance(session, "alone")


def postgresql(session: Session) -> str:
    """Another engine."""
    return db_instance(session, "postgresql", Engine="postgres")


def standby(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "standby", MultiAZ=True)


def aurora_member(session: Session) -> str:
    """The cluster spreads over zones by itself."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def exempt(session: Session) -> str:
    """A test database."""
    return db_instance(session, "exempt", tags={"baseline-exempt": "test"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether there is a standby, or will be."""
    return state["Waiting"].get("MultiAZ", state["MultiAZ"]) is True


SCENARIO = Scenario(
    (
        instance_case(content, alone),
        instance_case(content, postgresql),
        instance_case(content, standby, Ends.UNCHANGED),
        instance_case(content, aurora_member, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
    )
)
