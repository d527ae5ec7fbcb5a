"""RDS DB clusters cannot be deleted by mistake; the runbook turns deletion protection on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-deletion-protection-enabled.html
"""

from generator.blocks.db_cluster import CLUSTER, CLUSTER_INPUTS, ON_CLUSTERS, THE_CLUSTER
from generator.blocks.state_runbook import state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

CONTROL = Control(
    identifier="RDS_CLUSTER_DELETION_PROTECTION_ENABLED",
    title=Text("RDS DB clusters have deletion protection", "RDS DB クラスターは削除保護が有効"),
    why=Text(
        "Without it one wrong call or stack update deletes the database.",
        "削除保護がないと、誤った操作やスタックの更新一つでデータベースが削除されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.7",)),
    runbook=Runbook(
        name="EnableRdsClusterDeletionProtection",
        description="Turns on the deletion protection of a DB cluster, at once and without a restart; Restore turns it off.",
        inputs=CLUSTER_INPUTS,
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(CLUSTER, payload=THE_CLUSTER | {"Wanted": {"DeletionProtection": True}}),
        permissions=(ON_CLUSTERS,),
    ),
)
