"""Tags of snapshots of DB instances: not copied, nothing to copy yet, copied, of an Aurora cluster, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def not_copied(session: Session) -> str:
    """As an instance is made."""
    return db_instance(session, "not-copied", tags={"owner": "web"})


def without_tags(session: Session) -> str:
    """There is nothing to copy yet."""
    return db_instance(session, "without-tags", Engine="postgres")


def copied(session: Session) -> str:
    """Nothing to do."""
    return db_instance(session, "copied", CopyTagsToSnapshot=True)


def aurora_member(session: Session) -> str:
    """Its snapshots are those of the cluster."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def exempt(session: Session) -> str:
    """A test database."""
    return db_instance(session, "exempt", tags={"baseline-exempt": "test"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether snapshots get the tags."""
    return state["CopyTagsToSnapshot"] is True


SCENARIO = Scenario(
    (
        instance_case(content, not_copied),
        instance_case(content, without_tags),
        instance_case(content, copied, Ends.UNCHANGED),
        instance_case(content, aurora_member, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
    )
)
