"""Snapshots of RDS DB instances have the instance's tags; the runbook turns copying on, and can turn it off again.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html#USER_Tagging.CopyTags
https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-17
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE, instance
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Guard, Mode, Runbook, Scope, Text

POLICY = """\
# Snapshots of a cluster are the cluster's: for its instances the setting does nothing.
rule tags_are_copied when resourceType == "AWS::RDS::DBInstance"
                          configuration is_struct {
    configuration.copyTagsToSnapshot == true
    or configuration.dBClusterIdentifier == /./
}
"""


def read(events: Events) -> dict[str, Any]:
    """Whether tags are copied; nothing for an instance of a cluster, of which the rule does not ask."""
    found = instance(events)
    return {} if found.get("DBClusterIdentifier") else {"CopyTagsToSnapshot": bool(found.get("CopyTagsToSnapshot"))}


def complies(state: dict[str, Any], events: Events) -> bool:
    """They are copied, or the rule does not ask."""
    return state in ({}, events["Wanted"])


CONTROL = Control(
    identifier="RDS_INSTANCE_COPY_TAGS_TO_SNAPSHOTS_ENABLED",
    title=Text(
        "RDS DB instances copy their tags to snapshots",
        "RDS DB インスタンスはタグをスナップショットにコピーする",
    ),
    why=Text(
        "Permissions and clean-up that go by tags do not see a snapshot without them.",
        "タグに基づくアクセス制御や整理は、タグのないスナップショットには及びません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.17",)),
    guard=Guard(resource_types=("AWS::RDS::DBInstance",), policy=POLICY),
    runbook=Runbook(
        name="CopyRdsInstanceTagsToSnapshots",
        description="Has RDS copy the tags of a DB instance to its new snapshots, at once and without a restart; Restore ends that.",
        inputs=INSTANCE_INPUTS,
        undo=Text("The former setting, but no tags of snapshots.", "以前の設定(スナップショットのタグは戻りません)。"),
        steps=state_steps(
            replace(INSTANCE, read=read, complies=complies),
            payload=THE_INSTANCE | {"Wanted": {"CopyTagsToSnapshot": True}},
        ),
        permissions=(ON_INSTANCES,),
    ),
)
