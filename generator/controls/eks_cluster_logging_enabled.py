"""EKS clusters send every control plane log to CloudWatch; the runbook turns on those that are off, and can turn them off again.

https://docs.aws.amazon.com/config/latest/developerguide/eks-cluster-logging-enabled.html
https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
"""

from typing import Any

from awacs import eks

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")


def cluster(events: Events) -> dict[str, Any]:
    """What EKS says about the cluster."""
    import boto3

    return dict(boto3.client("eks").describe_cluster(name=events["Cluster"].rpartition(":cluster/")[2])["cluster"])


def read(events: Events) -> list[str]:
    """The types of log that are on."""
    logs = cluster(events).get("logging", {}).get("clusterLogging", [])
    return sorted({kind for each in logs if each["enabled"] for kind in each["types"]})


def complies(state: list[str], events: Events) -> bool:
    """All are on."""
    return not {*events["Logs"]} - {*state}


def tags(events: Events) -> list[str]:
    """The keys of the cluster's tags."""
    return list(cluster(events).get("tags") or {})


def wait_for(name: str, update_id: str) -> None:
    """Wait until EKS has made the update, at most 9 minutes of the 10 that a script may take."""
    import time

    import boto3

    for _ in range(54):
        update = boto3.client("eks").describe_update(name=name, updateId=update_id)["update"]
        if update["status"] == "Successful":
            return
        if update["status"] != "InProgress":
            raise ValueError(f"the update of {name} is {update['status']}: {update.get('errors')}")
        time.sleep(10)
    raise ValueError(f"the update {update_id} of {name} takes longer than 9 minutes")


def repair(events: Events, context: object) -> None:
    """Turn on what is off; what an update does not name stays."""
    import boto3

    found = cluster(events)
    if found["status"] != "ACTIVE":
        raise ValueError(f"the cluster is {found['status']}, and EKS makes one update at a time: nothing was changed")
    name = found["name"]
    missing = sorted({*events["Logs"]} - {*read(events)})
    logging = {"clusterLogging": [{"types": missing, "enabled": True}]}
    wait_for(name, boto3.client("eks").update_cluster_config(name=name, logging=logging)["update"]["id"])


def restore(events: Events, context: object) -> None:
    """Turn on and off what differs from before."""
    import json

    import boto3

    name, wanted, found = cluster(events)["name"], {*json.loads("".join(events["Restore"]))}, {*read(events)}
    changes = [(sorted(wanted - found), True), (sorted(found - wanted), False)]
    logging = {"clusterLogging": [{"types": types, "enabled": enabled} for types, enabled in changes if types]}
    wait_for(name, boto3.client("eks").update_cluster_config(name=name, logging=logging)["update"]["id"])


CONTROL = Control(
    identifier="EKS_CLUSTER_LOGGING_ENABLED",
    title=Text(
        "EKS clusters send all control plane logs", "EKS クラスターはすべてのコントロールプレーンログを送信する"
    ),
    why=Text(
        "Who did what on the Kubernetes API is recorded nowhere else.",
        "Kubernetes API で誰が何をしたかは、ほかのどこにも記録されません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, CloudWatch Logs bills what the control plane writes, which on a busy cluster is much.",
        "修復すると、コントロールプレーンのログに CloudWatch Logs の料金がかかり、負荷の高いクラスターでは高額になります。",
    ),
    framework=Framework(),
    runbook=Runbook(
        name="EnableEksControlPlaneLogs",
        description="Turns on the control plane logs of an EKS cluster that are off; Restore turns them off again.",
        inputs=(
            Input(
                name="Cluster",
                type="String",
                description="Name or ARN of the cluster.",
                allowed_pattern="^(arn:[a-z-]+:eks:[a-z0-9-]+:[0-9]{12}:cluster/)?[0-9A-Za-z][A-Za-z0-9_-]{0,99}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The logs that were on.", "以前に有効だったログの種類。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(cluster, wait_for)
            ),
            payload={"Cluster": "{{ Cluster }}", "Logs": list(LOGS)},
        ),
        permissions=(
            allow(eks.DescribeCluster, eks.DescribeUpdate, eks.UpdateClusterConfig, on=arn("eks", "cluster/*")),
        ),
    ),
)
