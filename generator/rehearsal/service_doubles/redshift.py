"""Redshift clusters of moto made with settings that its API drops, and refusing changes while they are paused.

https://docs.aws.amazon.com/redshift/latest/APIReference/API_ModifyCluster.html
"""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.api_call import Call
from generator.rehearsal.scenario import Session


def redshift_cluster(session: Session, name: str, *, tags: Mapping[str, str] | None = None, **given: Any) -> str:
    """A private cluster with one day of snapshots, unless given otherwise; returns its name, by which Config knows it."""
    client = session.client("redshift")
    login = {"MasterUsername": "root", "MasterUserPassword": "Not-4-secret"}
    client.create_cluster(
        ClusterIdentifier=name,
        **{"NodeType": "ra3.large", "PubliclyAccessible": False, **login, **given},
        Tags=[{"Key": key, "Value": value} for key, value in (tags or {}).items()],
    )
    if "AutomatedSnapshotRetentionPeriod" in given:
        # moto takes a retention of 0 for none given.
        days = given["AutomatedSnapshotRetentionPeriod"]
        client.modify_cluster(ClusterIdentifier=name, AutomatedSnapshotRetentionPeriod=days)
    return name


def redshift_state(session: Session, name: str) -> dict[str, Any]:
    """All that Redshift says of the cluster and its audit logs, times aside."""
    client = session.client("redshift")
    (found,) = client.describe_clusters(ClusterIdentifier=name)["Clusters"]
    status = client.describe_logging_status(ClusterIdentifier=name)
    return {**found, "LoggingEnabled": status["LoggingEnabled"]}


def modify_cluster(call: Call) -> None:
    """Refuse what a paused cluster does not take, as Redshift does; then moto answers, and an address goes and comes."""
    from moto.redshift.models import redshift_backends

    clusters = redshift_backends[call.account.account_id][call.account.region].clusters
    stored: Any = clusters.get(call.parameters["ClusterIdentifier"])
    if stored is not None and stored.status != "available":
        raise call.refuse("InvalidClusterState", f"The cluster is {stored.status}.")
    if stored is not None and "PubliclyAccessible" in call.parameters:
        address = call.parameters.get("ElasticIp") if call.parameters["PubliclyAccessible"] else None
        stored.elastic_ip_status = {"ElasticIp": address, "Status": "active"} if address else None


DOUBLES = {("redshift", "ModifyCluster"): modify_cluster}
