"""What the runbooks of Redshift clusters share: the cluster that Config names, its tags, and permissions on clusters.

https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-operations.html
"""

from types import MappingProxyType
from typing import Any

from generator.blocks.policy import arn
from generator.blocks.state_runbook import EXEMPTION, Events
from generator.model import Input

CLUSTER_IDENTIFIER = Input(
    name="ClusterIdentifier",
    type="String",
    description="The Redshift cluster.",
    allowed_pattern="^[a-z][a-z0-9-]{0,62}$",
    value="RESOURCE_ID",
)
CLUSTER_INPUTS = (CLUSTER_IDENTIFIER, EXEMPTION)
THE_CLUSTER: MappingProxyType[str, Any] = MappingProxyType({"ClusterIdentifier": "{{ ClusterIdentifier }}"})
"""The event that tells a script which cluster it is about."""
EVERY_CLUSTER = arn("redshift", "cluster:*", region="*")


def cluster(events: Events) -> dict[str, Any]:
    """The cluster as Redshift describes it."""
    import boto3

    (found,) = boto3.client("redshift").describe_clusters(ClusterIdentifier=events["ClusterIdentifier"])["Clusters"]
    return dict(found)


def tags(events: Events) -> list[str]:
    """The keys of the cluster's tags."""
    return [tag["Key"] for tag in cluster(events).get("Tags", [])]
