"""Buckets keep versions; the runbook enables versioning, and can suspend it again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-versioning-enabled.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether versioning is enabled: never enabled and suspended are one, because a bucket cannot return to the first."""
    import boto3

    return {"Enabled": boto3.client("s3").get_bucket_versioning(Bucket=events["BucketName"]).get("Status") == "Enabled"}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Versioning is enabled."""
    return bool(state["Enabled"])


def restore(events: Events, context: object) -> None:
    """Suspend versioning where it was not enabled; the versions that were kept stay."""
    import json

    import boto3

    status = "Enabled" if json.loads("".join(events["Restore"]))["Enabled"] else "Suspended"
    boto3.client("s3").put_bucket_versioning(Bucket=events["BucketName"], VersioningConfiguration={"Status": status})


CONTROL = Control(
    identifier="S3_BUCKET_VERSIONING_ENABLED",
    title=Text("Buckets keep the versions of their objects", "バケットはオブジェクトのバージョンを保持する"),
    why=Text(
        "Without versions, an object that is overwritten or deleted, by mistake or by ransomware, is gone.",
        "バージョニングがないと、誤操作やランサムウェアで上書き・削除されたオブジェクトは復元できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair old versions are stored, and paid for, until a lifecycle rule expires them.",
        "修復後は、ライフサイクルルールで失効させるまで旧バージョンの保存料金がかかります。",
    ),
    framework=Framework(security_hub=("S3.14",)),
    runbook=Runbook(
        name="EnableBucketVersioning",
        description="Enables the versioning of a bucket; Restore suspends it where it was not enabled.",
        inputs=BUCKET_INPUTS,
        undo=Text(
            "Versioning is suspended again; a bucket that never had versions cannot return to that.",
            "バージョニングを再び停止します。一度も有効にしていない状態には戻せません。",
        ),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EnableVersioning",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "s3",
                            "Api": "PutBucketVersioning",
                            "Bucket": "{{ BucketName }}",
                            "VersioningConfiguration": {"Status": "Enabled"},
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload=THE_BUCKET,
        ),
        permissions=(on_buckets(s3.GetBucketVersioning, s3.PutBucketVersioning),),
    ),
)
