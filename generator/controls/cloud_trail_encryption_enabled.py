"""Trails encrypt their log files with a KMS key; the runbook names the key, and can put the former setting back.

https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-encryption-enabled.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
"""

from typing import Any

from awacs import cloudtrail, kms

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.blocks.trail_runbook import THE_TRAIL, TRAIL_INPUTS, on_trails, tags, trail, update
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

KEY_PATTERN = "^(alias/[a-zA-Z0-9/_-]+|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+)?$"
KEY = Input(
    name="KmsKey",
    type="String",
    description="The key that encrypts, by its ARN or alias, in the trail's home Region or of all Regions.",
    default="",
    allowed_pattern=KEY_PATTERN,
    value=Parameter(
        name="TrailKmsKey",
        description=(
            "Key that encrypts repaired trails, by its ARN or alias. Its policy must let cloudtrail.amazonaws.com encrypt."
            " A repair without it fails and changes nothing."
        ),
        label="KMS key of trails",
        group="Controls",
        default="",
        allowed_pattern=KEY_PATTERN,
        constraint="alias/NAME, the ARN of a KMS key, or nothing.",
    ),
)


def read(events: Events) -> dict[str, Any]:
    """The ARN of the trail's key; None where it has none."""
    return {"KmsKeyId": trail(events).get("KmsKeyId") or None}


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is a key."""
    return bool(state["KmsKeyId"])


def repair(events: Events, context: object) -> None:
    """Name the key; raises ValueError where none is given or it cannot encrypt. CloudTrail itself checks the key's policy."""
    import boto3

    if not events["KmsKey"]:
        raise ValueError("no key is given: set TrailKmsKey of the stack, to a key whose policy lets CloudTrail encrypt")
    client = boto3.client("kms", region_name=trail(events)["TrailARN"].split(":")[3])
    key = client.describe_key(KeyId=events["KmsKey"])["KeyMetadata"]
    if key["KeyState"] != "Enabled" or key["KeySpec"] != "SYMMETRIC_DEFAULT":
        raise ValueError(f"{key['Arn']} cannot encrypt log files: it is {key['KeyState']}, {key['KeySpec']}")
    update(events, KmsKeyId=key["Arn"])


def restore(events: Events, context: object) -> None:
    """Put the former key back, or none where there was none."""
    import json

    update(events, KmsKeyId=json.loads("".join(events["Restore"]))["KmsKeyId"] or "")


CONTROL = Control(
    identifier="CLOUD_TRAIL_ENCRYPTION_ENABLED",
    title=Text("Trails encrypt their log files with a KMS key", "証跡はログファイルを KMS キーで暗号化する"),
    why=Text(
        "With a key, whoever can read the bucket still cannot read who did what in the account.",
        "KMS キーで暗号化すると、バケットを読める人でも、権限がなければアカウントの操作記録を読めません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, readers of the logs need kms:Decrypt on the key.",
        "修復後、ログを読むにはキーに対する kms:Decrypt が必要です。",
    ),
    framework=Framework(
        security_hub=("CloudTrail.2",),
        cis={"1.2.0": ("2.7",), "1.4.0": ("3.7",), "3.0.0": ("3.5",), "5.0.0": ("3.5",)},
    ),
    runbook=Runbook(
        name="EncryptTrail",
        description=(
            "Lets a trail encrypt its log files with the given key; Restore puts the former setting back. Files that are"
            " there keep the encryption that they got."
        ),
        inputs=(*TRAIL_INPUTS, KEY),
        undo=Text("The former key, or none.", "以前のキー(なしを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(trail, update)
            ),
            payload={**THE_TRAIL, "KmsKey": "{{ KmsKey }}"},
        ),
        permissions=(
            on_trails(cloudtrail.UpdateTrail),
            allow(kms.DescribeKey, on=arn("kms", "key/*", region="*")),
        ),
    ),
)
