"""Snapshots of RDS for PostgreSQL DB clusters have the cluster's tags; the runbook turns copying on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-pgsql-cluster-copy-tags-to-snapshot-check.html
"""

from generator.blocks.db_cluster import CLUSTER, CLUSTER_INPUTS, ON_CLUSTERS, THE_CLUSTER
from generator.blocks.state_runbook import state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

CONTROL = Control(
    identifier="RDS_PGSQL_CLUSTER_COPY_TAGS_TO_SNAPSHOT_CHECK",
    title=Text(
        "RDS for PostgreSQL DB clusters copy their tags to snapshots",
        "RDS for PostgreSQL DB クラスターはタグをスナップショットにコピーする",
    ),
    why=Text(
        "Permissions and clean-up that go by tags do not see a snapshot without them.",
        "タグに基づくアクセス制御や整理は、タグのないスナップショットには及びません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(),
    runbook=Runbook(
        name="CopyPostgresqlClusterTagsToSnapshots",
        description="Has RDS copy the tags of a DB cluster to its new snapshots, at once and without a restart; Restore ends that.",
        inputs=CLUSTER_INPUTS,
        undo=Text("The former setting, but no tags of snapshots.", "以前の設定(スナップショットのタグは戻りません)。"),
        steps=state_steps(CLUSTER, payload=THE_CLUSTER | {"Wanted": {"CopyTagsToSnapshot": True}}),
        permissions=(ON_CLUSTERS,),
    ),
)
