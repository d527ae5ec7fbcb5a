"""Snapshots of Aurora DB clusters have the cluster's tags; the runbook turns copying on, and can turn it off again.

https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html
https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-16
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_cluster import CLUSTER, CLUSTER_INPUTS, ON_CLUSTERS, THE_CLUSTER, cluster
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Guard, Mode, Runbook, Scope, Text

POLICY = """\
# Clusters of MySQL and PostgreSQL have managed rules of their own.
rule tags_are_copied when resourceType == "AWS::RDS::DBCluster"
                          configuration is_struct
                          configuration.engine == /^aurora/ {
    configuration.copyTagsToSnapshot == true
}
"""


def read(events: Events) -> dict[str, Any]:
    """Whether tags are copied; nothing for another engine, of which the rule does not ask."""
    found = cluster(events)
    aurora = found["Engine"].startswith("aurora")
    return {"CopyTagsToSnapshot": bool(found.get("CopyTagsToSnapshot"))} if aurora else {}


def complies(state: dict[str, Any], events: Events) -> bool:
    """They are copied, or the rule does not ask."""
    return state in ({}, events["Wanted"])


CONTROL = Control(
    identifier="RDS_CLUSTER_COPY_TAGS_TO_SNAPSHOTS_ENABLED",
    title=Text(
        "Aurora DB clusters copy their tags to snapshots",
        "Aurora DB クラスターはタグをスナップショットにコピーする",
    ),
    why=Text(
        "Permissions and clean-up that go by tags do not see a snapshot without them.",
        "タグに基づくアクセス制御や整理は、タグのないスナップショットには及びません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.16",)),
    guard=Guard(resource_types=("AWS::RDS::DBCluster",), policy=POLICY),
    runbook=Runbook(
        name="CopyAuroraClusterTagsToSnapshots",
        description="Has Aurora copy the tags of a DB cluster to its new snapshots, at once and without a restart; Restore ends that.",
        inputs=CLUSTER_INPUTS,
        undo=Text("The former setting, but no tags of snapshots.", "以前の設定(スナップショットのタグは戻りません)。"),
        steps=state_steps(
            replace(CLUSTER, read=read, complies=complies),
            payload=THE_CLUSTER | {"Wanted": {"CopyTagsToSnapshot": True}},
        ),
        permissions=(ON_CLUSTERS,),
    ),
)
