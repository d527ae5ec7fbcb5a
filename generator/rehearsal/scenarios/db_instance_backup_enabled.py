"""Backups of DB instances: off, kept too shortly, in a cluster, kept for long, of a replica, and exempt."""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import backend, db_cluster, db_instance, instance_case, resource_id


def off(session: Session) -> str:
    """Backups begin in the maintenance window."""
    return db_instance(session, "off", BackupRetentionPeriod=0)


def one_day(session: Session) -> str:
    """A longer retention holds at once."""
    return db_instance(session, "one-day", BackupRetentionPeriod=1)


def aurora_member(session: Session) -> str:
    """The cluster keeps the backups."""
    db_cluster(session, "aurora", BackupRetentionPeriod=3)
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def five_weeks(session: Session) -> str:
    """More than demanded stays as it is."""
    return db_instance(session, "five-weeks", BackupRetentionPeriod=35)


def replica(session: Session) -> str:
    """The rule leaves replicas out."""
    db_instance(session, "source", BackupRetentionPeriod=7)
    given: dict[str, Any] = {"SourceDBInstanceIdentifier": "source", "DBInstanceIdentifier": "replica"}
    session.client("rds").create_db_instance_read_replica(**given)
    backend(session).databases["replica"].backup_retention_period = 0
    return resource_id(session, "replica")


def exempt(session: Session) -> str:
    """A cache that is filled anew."""
    return db_instance(session, "exempt", BackupRetentionPeriod=0, tags={"baseline-exempt": "cache"})


def stopped(session: Session) -> str:
    """A stopped instance takes no changes."""
    made = db_instance(session, "stopped", BackupRetentionPeriod=1)
    session.client("rds").stop_db_instance(DBInstanceIdentifier="stopped")
    return made


def content(state: Mapping[str, Any]) -> bool:
    """Whether the retention is a week, or will be."""
    return bool(state["Waiting"].get("BackupRetentionPeriod", state["BackupRetentionPeriod"]) >= 7)


SCENARIO = Scenario(
    (
        instance_case(content, off),
        instance_case(content, one_day),
        instance_case(content, aurora_member),
        instance_case(content, five_weeks, Ends.UNCHANGED),
        instance_case(content, replica, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
        instance_case(content, stopped, Ends.REFUSED, refusal="has not taken the change in nine minutes"),
    )
)
