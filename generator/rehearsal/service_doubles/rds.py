"""RDS of moto with what it lacks: resource ids of their own, changes that wait for the maintenance window, instance states.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.scenario import Case, Ends, Session

# Settings that wait for the maintenance window: their names in PendingModifiedValues, and where moto keeps them.
WAITING: Final = {
    "BackupRetentionPeriod": ("BackupRetentionPeriod", "backup_retention_period"),
    "EnableIAMDatabaseAuthentication": ("IAMDatabaseAuthenticationEnabled", "iam_database_authentication_enabled"),
    "MultiAZ": ("MultiAZ", "multi_az"),
}
HOW: Final = frozenset({"ApplyImmediately", "DBClusterIdentifier", "DBInstanceIdentifier"})
# Times that move by themselves, and what an instance has only while something waits.
NOT_SETTINGS: Final = ("EarliestRestorableTime", "LatestRestorableTime", "PendingModifiedValues")


def db_instance(session: Session, name: str, *, tags: Mapping[str, str] | None = None, **given: Any) -> str:
    """A DB instance (MySQL unless given); returns its resource id, by which AWS Config knows it."""
    rds = session.client("rds")
    login = {} if "DBClusterIdentifier" in given else {"MasterUsername": "root", "MasterUserPassword": "not-a-secret"}
    rds.create_db_instance(
        DBInstanceIdentifier=name,
        **{"DBInstanceClass": "db.t4g.micro", "Engine": "mysql", "PubliclyAccessible": False, **login, **given},
        Tags=[{"Key": key, "Value": value} for key, value in (tags or {}).items()],
    )
    return resource_id(session, name)


def resource_id(session: Session, name: str) -> str:
    """The resource id of an instance, given to it here: moto has the same one for all."""
    stored = backend(session).databases[name]
    stored.dbi_resource_id = "db-" + "".join(filter(str.isalnum, name)).upper().ljust(26, "0")
    return str(stored.dbi_resource_id)


def db_cluster(session: Session, name: str, *, tags: Mapping[str, str] | None = None, **given: Any) -> str:
    """A DB cluster (Aurora MySQL unless given); returns its resource id, by which AWS Config knows it."""
    made = session.client("rds").create_db_cluster(
        DBClusterIdentifier=name,
        **{"Engine": "aurora-mysql", "MasterUsername": "root", "MasterUserPassword": "not-a-secret", **given},
        Tags=[{"Key": key, "Value": value} for key, value in (tags or {}).items()],
    )["DBCluster"]
    return str(made["DbClusterResourceId"])


def instance_state(session: Session, dbi_resource_id: str) -> dict[str, Any]:
    """All that RDS says of the instance, with what waits for the maintenance window."""
    chosen = [{"Name": "dbi-resource-id", "Values": [dbi_resource_id]}]
    (found,) = session.client("rds").describe_db_instances(Filters=chosen)["DBInstances"]
    return _state(found)


def cluster_state(session: Session, cluster_resource_id: str) -> dict[str, Any]:
    """All that RDS says of the cluster, with what waits for the maintenance window."""
    chosen = [{"Name": "db-cluster-resource-id", "Values": [cluster_resource_id]}]
    (found,) = session.client("rds").describe_db_clusters(Filters=chosen)["DBClusters"]
    return _state(found)


def _state(found: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in found.items() if key not in NOT_SETTINGS}
    return {**kept, "Waiting": found.get("PendingModifiedValues") or {}}


def instance_case(
    content: Callable[[Mapping[str, Any]], bool],
    make: Callable[[Session], str],
    ends: Ends = Ends.REPAIRED,
    refusal: str = "",
) -> Case:
    """A case about one DB instance; its name is what ``make`` is called, and ``content`` judges the instance's state."""
    return Case(
        name=make.__name__.replace("_", " "),
        make=make,
        state=instance_state,
        compliant=lambda session, resource_id: content(instance_state(session, resource_id)),
        ends=ends,
        refusal=refusal,
    )


def cluster_case(
    content: Callable[[Mapping[str, Any]], bool],
    make: Callable[[Session], str],
    ends: Ends = Ends.REPAIRED,
    refusal: str = "",
) -> Case:
    """A case about one DB cluster; its name is what ``make`` is called, and ``content`` judges the cluster's state."""
    return Case(
        name=make.__name__.replace("_", " "),
        make=make,
        state=cluster_state,
        compliant=lambda session, resource_id: content(cluster_state(session, resource_id)),
        ends=ends,
        refusal=refusal,
    )


def describe_clusters(call: Call) -> None:
    """Let moto filter by the resource id, as RDS does, and answer."""
    from moto.rds.models import DBCluster
    from moto.rds.utils import FilterDef

    DBCluster.SUPPORTED_FILTERS["db-cluster-resource-id"] = FilterDef(["db_cluster_resource_id"], "Resource Ids")


def modify_instance(call: Call) -> Answer | None:
    """Moto answers, unless the instance takes no changes now or the change waits for the maintenance window."""
    stored = _stored(call).databases.get(call.parameters["DBInstanceIdentifier"])
    if stored is not None and stored.status != "available":
        raise call.refuse("InvalidDBInstanceState", f"Database instance is not in available state: {stored.status}")
    if stored is not None and call.parameters.get("MonitoringInterval") == 0:
        if "MonitoringRoleArn" in call.parameters:
            raise call.refuse(
                "InvalidParameterCombination", "A MonitoringRoleARN needs a MonitoringInterval other than 0."
            )
        stored.monitoring_role_arn = None
    return {"DBInstance": {}} if _wait(call, stored) else None


def modify_cluster(call: Call) -> Answer | None:
    """Moto answers, unless the cluster takes no changes now or the change waits for the maintenance window."""
    stored = _stored(call).clusters.get(call.parameters["DBClusterIdentifier"])
    if stored is not None and stored.status != "available":
        raise call.refuse("InvalidDBClusterStateFault", f"DB cluster is not in available state: {stored.status}")
    return {"DBCluster": {}} if _wait(call, stored) else None


def _wait(call: Call, stored: Any) -> bool:
    """Whether the change waits for the maintenance window; it then stands in PendingModifiedValues."""
    asked = {name: value for name, value in call.parameters.items() if name not in HOW}
    if stored is None or call.parameters.get("ApplyImmediately"):
        return False
    if not any(_waits(stored, name, value) for name, value in asked.items()):
        return False
    if len(asked) > 1:
        raise NotImplementedError(f"the double takes one setting that waits at a time, not {', '.join(asked)}")
    ((name, value),) = asked.items()
    pending = {**(getattr(stored, "pending_modified_values", None) or {}), WAITING[name][0]: value}
    if getattr(stored, WAITING[name][1]) == value:
        del pending[WAITING[name][0]]
    stored.pending_modified_values = pending
    return True


def _waits(stored: Any, name: str, value: Any) -> bool:
    if name == "BackupRetentionPeriod":
        return 0 in (value, stored.backup_retention_period)
    return name in WAITING


def backend(session: Session) -> Any:
    """RDS of moto, for what its API cannot set."""
    from moto.rds.models import rds_backends

    account = session.client("sts").get_caller_identity()["Account"]
    return rds_backends[account][session.region_name]


def _stored(call: Call) -> Any:
    from moto.rds.models import rds_backends

    return rds_backends[call.account.account_id][call.account.region]


DOUBLES = {
    ("rds", "DescribeDBClusters"): describe_clusters,
    ("rds", "ModifyDBCluster"): modify_cluster,
    ("rds", "ModifyDBInstance"): modify_instance,
}
