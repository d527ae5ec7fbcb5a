"""Redshift clusters keep automated snapshots for a week at least; the runbook raises the retention, and never lowers it.

https://docs.aws.amazon.com/config/latest/developerguide/redshift-backup-enabled.html
"""

from typing import Any

from awacs import redshift

from generator.blocks.policy import allow
from generator.blocks.redshift_cluster import CLUSTER_INPUTS, EVERY_CLUSTER, THE_CLUSTER, cluster, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

MINIMUM = 7
"""Days."""


def read(events: Events) -> dict[str, Any]:
    """The retention of automated snapshots in days, as it is or will be."""
    found = cluster(events)
    pending = found.get("PendingModifiedValues", {})
    name = "AutomatedSnapshotRetentionPeriod"
    return {name: pending.get(name, found[name])}


def complies(state: dict[str, Any], events: Events) -> bool:
    """As long as demanded, or longer."""
    return bool(state["AutomatedSnapshotRetentionPeriod"] >= events["Minimum"])


def repair(events: Events, context: object) -> None:
    """Ask for the minimum once the cluster takes changes, and wait until it shows, or more."""
    import time

    import boto3

    client, name, asked = boto3.client("redshift"), events["ClusterIdentifier"], False
    for _ in range(36):
        if read(events)["AutomatedSnapshotRetentionPeriod"] >= events["Minimum"]:
            return
        if not asked:
            try:
                client.modify_cluster(ClusterIdentifier=name, AutomatedSnapshotRetentionPeriod=events["Minimum"])
                asked = True
            except client.exceptions.InvalidClusterStateFault as error:
                print(error)
        time.sleep(15)
    raise ValueError(f"{name} has not taken the change in nine minutes: {cluster(events)['ClusterStatus']}")


CONTROL = Control(
    identifier="REDSHIFT_BACKUP_ENABLED",
    title=Text(
        "Redshift clusters keep automated snapshots for 7 days",
        "Redshift クラスターは自動スナップショットを 7 日間保持する",
    ),
    why=Text(
        "Without snapshots a deleted table, a bad load or ransomware takes the data for good.",
        "スナップショットがなければ、テーブルの誤削除やロードの失敗、ランサムウェアで失ったデータは戻りません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("Redshift.3",)),
    inputs={"MinRetentionPeriod": str(MINIMUM)},
    runbook=Runbook(
        name="EnableRedshiftSnapshots",
        description=(
            "Raises the retention of a cluster's automated snapshots, without a restart; what is kept longer stays so."
            " There is no Restore: it would delete snapshots."
        ),
        inputs=CLUSTER_INPUTS,
        undo=None,
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, tags=tags, shared=(cluster,)),
            payload=THE_CLUSTER | {"Minimum": MINIMUM},
        ),
        permissions=(allow(redshift.DescribeClusters, redshift.ModifyCluster, on=EVERY_CLUSTER),),
    ),
)
