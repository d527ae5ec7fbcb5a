"""Buckets have a lifecycle rule; the runbook adds one that clears up unfinished uploads, and can put the former rules back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-lifecycle-policy-check.html
"""

from typing import Any

from generator.blocks.bucket_lifecycle import DANGER, lifecycle_runbook, rule_enabled
from generator.blocks.state_runbook import Events
from generator.model import Control, Framework, Mode, Scope, Text


def complies(state: dict[str, Any], events: Events) -> bool:
    """At least one rule is enabled."""
    return rule_enabled(state)


CONTROL = Control(
    identifier="S3_LIFECYCLE_POLICY_CHECK",
    title=Text("Buckets have a lifecycle rule", "バケットにはライフサイクルルールがある"),
    why=Text(
        "Without a lifecycle rule, what nobody needs any more, and the parts of broken uploads, are stored and paid for without end.",
        "ライフサイクルルールがないと、不要なオブジェクトや中断されたアップロードのパートに課金され続けます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=DANGER,
    framework=Framework(security_hub=("S3.13",)),
    runbook=lifecycle_runbook("AddBucketLifecycleRule", "a bucket", complies),
)
