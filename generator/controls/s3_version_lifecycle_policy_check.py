"""Buckets that keep versions have a lifecycle rule; the runbook adds one that clears up unfinished uploads, and deletes no version.

https://docs.aws.amazon.com/config/latest/developerguide/s3-version-lifecycle-policy-check.html
https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-10
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_lifecycle import DANGER, lifecycle_runbook, rule_enabled
from generator.blocks.state_runbook import Events
from generator.model import Control, Framework, Mode, Scope, Text


# Any enabled rule satisfies the check. A rule that expires noncurrent versions would delete data: how long they stay is the owner's choice.
def complies(state: dict[str, Any], events: Events) -> bool:
    """At least one rule is enabled, or the bucket keeps no versions."""
    import boto3

    if rule_enabled(state):
        return True
    return bool(boto3.client("s3").get_bucket_versioning(Bucket=events["BucketName"]).get("Status") != "Enabled")


CONTROL = Control(
    identifier="S3_VERSION_LIFECYCLE_POLICY_CHECK",
    title=Text(
        "Buckets that keep versions have a lifecycle rule", "バージョニングされたバケットにはライフサイクルルールがある"
    ),
    why=Text(
        "Every overwritten or deleted object stays as a version that is paid for; how long is for you to say in a rule of your own.",
        "上書き・削除されたオブジェクトは旧バージョンとして残り、課金されます。保持期間は独自のルールで定めてください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=DANGER,
    framework=Framework(security_hub=("S3.10",)),
    runbook=lifecycle_runbook(
        "AddVersionedBucketLifecycleRule", "a bucket that keeps versions", complies, s3.GetBucketVersioning
    ),
)
