"""Public access to DB instances: public, an Aurora member, private, exempt, and one that is stopped."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def public(session: Session) -> str:
    """A single instance."""
    return db_instance(session, "public", PubliclyAccessible=True)


def aurora_member(session: Session) -> str:
    """The address belongs to each member, not to the cluster."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora", PubliclyAccessible=True)


def private(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "private")


def exempt(session: Session) -> str:
    """Public on purpose."""
    return db_instance(session, "exempt", PubliclyAccessible=True, tags={"baseline-exempt": "demo"})


def stopped(session: Session) -> str:
    """A stopped instance takes no changes."""
    resource_id = db_instance(session, "stopped", PubliclyAccessible=True)
    session.client("rds").stop_db_instance(DBInstanceIdentifier="stopped")
    return resource_id


def content(state: Mapping[str, Any]) -> bool:
    """Whether the instance is private."""
    return state["PubliclyAccessible"] is False


SCENARIO = Scenario(
    (
        instance_case(content, public),
        instance_case(content, aurora_member),
        instance_case(content, private, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
        instance_case(content, stopped, Ends.REFUSED, refusal="has not taken the change in nine minutes: stopped"),
    )
)
