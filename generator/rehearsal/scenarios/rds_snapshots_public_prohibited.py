"""Public RDS snapshots: of an instance, of a cluster, of both under one name, shared with one account, exempt, and none."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance

EXEMPT = [{"Key": "baseline-exempt", "Value": "sample-data"}]


def of_instance(session: Session, name: str, *accounts: str, tags: list[dict[str, str]] | None = None) -> str:
    """A DB snapshot that the accounts may restore."""
    rds = session.client("rds")
    db_instance(session, f"{name}-source")
    rds.create_db_snapshot(DBSnapshotIdentifier=name, DBInstanceIdentifier=f"{name}-source", Tags=tags or [])
    if accounts:
        shared = {"AttributeName": "restore", "ValuesToAdd": list(accounts)}
        rds.modify_db_snapshot_attribute(DBSnapshotIdentifier=name, **shared)
    return name


def of_cluster(session: Session, name: str, *accounts: str) -> str:
    """A DB cluster snapshot that the accounts may restore."""
    rds = session.client("rds")
    db_cluster(session, f"{name}-source")
    rds.create_db_cluster_snapshot(DBClusterSnapshotIdentifier=name, DBClusterIdentifier=f"{name}-source")
    if accounts:
        shared = {"AttributeName": "restore", "ValuesToAdd": list(accounts)}
        rds.modify_db_cluster_snapshot_attribute(DBClusterSnapshotIdentifier=name, **shared)
    return name


def public(session: Session) -> str:
    """Shared with an account besides, which keeps its grant."""
    return of_instance(session, "public", "all", "111122223333")


def public_cluster(session: Session) -> str:
    """A cluster snapshot."""
    return of_cluster(session, "public-cluster", "all")


def both(session: Session) -> str:
    """Two snapshots of one name, of which one is public."""
    of_instance(session, "both", "111122223333")
    return of_cluster(session, "both", "all", "111122223333")


def shared(session: Session) -> str:
    """One account may restore it."""
    return of_instance(session, "shared", "111122223333")


def private_cluster(session: Session) -> str:
    """Nobody else may."""
    return of_cluster(session, "private-cluster")


def exempt(session: Session) -> str:
    """Public on purpose."""
    return of_instance(session, "exempt", "all", tags=EXEMPT)


def missing(session: Session) -> str:
    """A snapshot that is gone by now."""
    return "gone"


def state(session: Session, name: str) -> dict[str, Any]:
    """Who may restore the snapshots of this name."""
    rds, found = session.client("rds"), {}
    if name in [each["DBSnapshotIdentifier"] for each in rds.describe_db_snapshots()["DBSnapshots"]]:
        answer = rds.describe_db_snapshot_attributes(DBSnapshotIdentifier=name)["DBSnapshotAttributesResult"]
        found["DBSnapshot"] = sorted(answer["DBSnapshotAttributes"][0]["AttributeValues"])
    clusters = rds.describe_db_cluster_snapshots()["DBClusterSnapshots"]
    if name in [each["DBClusterSnapshotIdentifier"] for each in clusters]:
        asked = rds.describe_db_cluster_snapshot_attributes(DBClusterSnapshotIdentifier=name)
        answer = asked["DBClusterSnapshotAttributesResult"]
        found["DBClusterSnapshot"] = sorted(answer["DBClusterSnapshotAttributes"][0]["AttributeValues"])
    return found


def compliant(session: Session, name: str) -> bool:
    """Whether no snapshot of this name is public."""
    return not any("all" in accounts for accounts in state(session, name).values())


def _case(make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    name = make.__name__.replace("_", " ")
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case(public),
        _case(public_cluster),
        _case(both),
        _case(shared, Ends.UNCHANGED),
        _case(private_cluster, Ends.UNCHANGED),
        _case(exempt, Ends.EXEMPT),
        _case(missing, Ends.REFUSED, "has no snapshot gone"),
    )
)
