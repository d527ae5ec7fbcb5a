"""What the runbooks of RDS DB clusters share: the cluster that Config names, its tags, and the change of a setting.

https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html
"""

from types import MappingProxyType
from typing import Any

from awacs import rds

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions
from generator.model import Input

CLUSTER_RESOURCE_ID = Input(
    name="DbClusterResourceId",
    type="String",
    description="The resource id of the DB cluster.",
    allowed_pattern="^cluster-[A-Z0-9]{1,60}$",
    value="RESOURCE_ID",
)
CLUSTER_INPUTS = (CLUSTER_RESOURCE_ID, EXEMPTION)
THE_CLUSTER: MappingProxyType[str, Any] = MappingProxyType({"DbClusterResourceId": "{{ DbClusterResourceId }}"})
"""The event that tells a script which cluster it is about."""
EVERY_CLUSTER = arn("rds", "cluster:*", region="*")


def cluster(events: Events) -> dict[str, Any]:
    """The DB cluster whose resource id Config reports; raises ValueError where the Region has none."""
    import boto3

    chosen = [{"Name": "db-cluster-resource-id", "Values": [events["DbClusterResourceId"]]}]
    found = boto3.client("rds").describe_db_clusters(Filters=chosen)["DBClusters"]
    if not found:
        raise ValueError(f"this Region has no DB cluster with the resource id {events['DbClusterResourceId']}")
    return dict(found[0])


def read(events: Events) -> dict[str, Any]:
    """The settings that are wanted, as they are or as the next maintenance window makes them."""
    found = cluster(events)
    pending = found.get("PendingModifiedValues", {})
    return {name: pending.get(name, found.get(name)) for name in events["Wanted"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Every setting is the wanted one."""
    return bool(state == events["Wanted"])


def tags(events: Events) -> list[str]:
    """The keys of the cluster's tags."""
    return [tag["Key"] for tag in cluster(events).get("TagList", [])]


def modify(events: Events, context: object) -> None:
    """Ask for the settings once the cluster takes changes, and wait until they show.

    ApplyImmediately would also apply, with downtime, whatever else waits for the maintenance window.
    """
    import json
    import time

    import boto3

    client = boto3.client("rds")
    wanted = json.loads("".join(events["Restore"])) if "Restore" in events else events["Wanted"]
    name, asked = cluster(events)["DBClusterIdentifier"], False
    for _ in range(36):
        if not asked:
            try:
                client.modify_db_cluster(DBClusterIdentifier=name, ApplyImmediately=False, **wanted)
                asked = True
            except client.exceptions.InvalidDBClusterStateFault as error:
                print(error)
        if asked and read(events) == wanted:
            return
        time.sleep(15)
    raise ValueError(f"{name} has not taken the change in nine minutes: {cluster(events)['Status']}")


CLUSTER = StateFunctions(read=read, complies=complies, repair=modify, restore=modify, tags=tags, shared=(cluster,))
"""A setting that goes by the same name when it is read and when it is changed; the event ``Wanted`` holds its value."""
ON_CLUSTERS = allow(rds.DescribeDBClusters, rds.ModifyDBCluster, on=EVERY_CLUSTER)
