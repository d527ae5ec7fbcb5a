"""RDS DB instances are backed up for a week at least; the runbook raises the retention, and never lowers it.

https://docs.aws.amazon.com/config/latest/developerguide/db-instance-backup-enabled.html
"""

from typing import Any

from awacs import rds

from generator.blocks.db_cluster import EVERY_CLUSTER
from generator.blocks.db_instance import INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE, instance, tags
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

MINIMUM = 7
"""Days."""


def read(events: Events) -> dict[str, Any]:
    """The retention in days, as it is or will be; a member's is its cluster's, and of replicas the rule does not ask."""
    import boto3

    found = instance(events)
    if found.get("ReadReplicaSourceDBInstanceIdentifier"):
        return {}
    if found.get("DBClusterIdentifier"):
        name = found["DBClusterIdentifier"]
        (found,) = boto3.client("rds").describe_db_clusters(DBClusterIdentifier=name)["DBClusters"]
    pending = found.get("PendingModifiedValues", {})
    return {"BackupRetentionPeriod": pending.get("BackupRetentionPeriod", found["BackupRetentionPeriod"])}


def complies(state: dict[str, Any], events: Events) -> bool:
    """As long as demanded, or longer."""
    return not state or bool(state["BackupRetentionPeriod"] >= events["Minimum"])


def repair(events: Events, context: object) -> None:
    """Ask for the minimum once the instance, or its cluster, takes changes, and wait until it shows, or more.

    ApplyImmediately would turn backups on with an outage at once: RDS does that in the maintenance window.
    """
    import time

    import boto3

    client = boto3.client("rds")
    found = instance(events)
    change, asked = {"BackupRetentionPeriod": events["Minimum"], "ApplyImmediately": False}, False
    for _ in range(36):
        if read(events)["BackupRetentionPeriod"] >= events["Minimum"]:
            return
        if not asked:
            try:
                if found.get("DBClusterIdentifier"):
                    client.modify_db_cluster(DBClusterIdentifier=found["DBClusterIdentifier"], **change)
                else:
                    client.modify_db_instance(DBInstanceIdentifier=found["DBInstanceIdentifier"], **change)
                asked = True
            except (
                client.exceptions.InvalidDBClusterStateFault,
                client.exceptions.InvalidDBInstanceStateFault,
            ) as error:
                print(error)
        time.sleep(15)
    raise ValueError(f"{found['DBInstanceIdentifier']} has not taken the change in nine minutes")


CONTROL = Control(
    identifier="DB_INSTANCE_BACKUP_ENABLED",
    title=Text(
        "RDS DB instances keep automated backups for 7 days", "RDS DB インスタンスは自動バックアップを 7 日間保持する"
    ),
    why=Text(
        "Without backups a deleted table, a bad release or ransomware takes the data for good.",
        "バックアップがなければ、テーブルの誤削除や不具合、ランサムウェアで失ったデータは戻りません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "Where backups are off, a repair interrupts the database shortly in its next maintenance window.",
        "バックアップが無効な場合、修復により次回のメンテナンスウィンドウで短い停止が発生します。",
    ),
    framework=Framework(security_hub=("RDS.11",)),
    inputs={"backupRetentionMinimum": str(MINIMUM), "checkReadReplicas": "false"},
    runbook=Runbook(
        name="EnableRdsInstanceBackup",
        description=(
            "Raises the retention of the automated backups of a DB instance, or of the cluster that it is in; what is"
            " kept longer stays so. RDS turns backups on in the next maintenance window, and this counts as repaired."
            " There is no Restore: it would delete backups."
        ),
        inputs=INSTANCE_INPUTS,
        undo=None,
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, tags=tags, shared=(instance,)),
            payload=THE_INSTANCE | {"Minimum": MINIMUM},
        ),
        permissions=(ON_INSTANCES, allow(rds.DescribeDBClusters, rds.ModifyDBCluster, on=EVERY_CLUSTER)),
    ),
)
