"""Buckets encrypt by default; the runbook sets SSE-S3 where there is nothing, and can take it away again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-server-side-encryption-enabled.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_encryption import read, restore
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is a default, whichever it is."""
    return any(rule.get("ApplyServerSideEncryptionByDefault") for rule in state["Rules"] or [])


SSE_S3 = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}

CONTROL = Control(
    identifier="S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
    title=Text("Buckets encrypt new objects by default", "バケットは新しいオブジェクトを既定で暗号化する"),
    why=Text(
        "S3 encrypts by default since 2023; this proves it to those who ask for every bucket.",
        "S3 は 2023 年から既定で暗号化します。このルールは全バケットについてそれを証明します。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(),
    runbook=Runbook(
        name="EnableBucketEncryption",
        description="Encrypts new objects of a bucket without default encryption with SSE-S3; Restore takes that away.",
        inputs=BUCKET_INPUTS,
        undo=Text("The former default encryption, or none.", "以前のデフォルト暗号化設定(なしを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EncryptByDefault",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "s3",
                            "Api": "PutBucketEncryption",
                            "Bucket": "{{ BucketName }}",
                            "ServerSideEncryptionConfiguration": {"Rules": [SSE_S3]},
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload=THE_BUCKET,
        ),
        permissions=(on_buckets(s3.GetEncryptionConfiguration, s3.PutEncryptionConfiguration),),
    ),
)
