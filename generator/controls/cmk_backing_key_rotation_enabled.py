"""KMS keys rotate every year; the runbook turns rotation on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/cmk-backing-key-rotation-enabled.html
https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
"""

from typing import Any

from awacs import kms

from generator.blocks.kms_key import KEY_INPUTS, THE_KEY, on_keys, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def key(events: Events) -> dict[str, Any]:
    """What KMS says of the key."""
    import boto3

    return dict(boto3.client("kms").describe_key(KeyId=events["KeyId"])["KeyMetadata"])


def rotates(metadata: dict[str, Any]) -> bool:
    """Whether KMS can rotate the key: a symmetric one of the customer's, whose material KMS made and keeps itself."""
    facts = {key: metadata[key] for key in ("KeyManager", "KeySpec", "Origin")}
    return facts == {"KeyManager": "CUSTOMER", "KeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS"}


def read(events: Events) -> dict[str, Any]:
    """Whether the key rotates; None for a key that KMS cannot rotate."""
    import boto3

    if not rotates(key(events)):
        return {"RotationEnabled": None}
    return {"RotationEnabled": boto3.client("kms").get_key_rotation_status(KeyId=events["KeyId"])["KeyRotationEnabled"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """The key rotates, however often, or is one that cannot."""
    return state["RotationEnabled"] is not False


def repair(events: Events, context: object) -> None:
    """Turn rotation on; raises ValueError for a key whose state or place does not let it."""
    import boto3

    metadata = key(events)
    if metadata["KeyState"] != "Enabled":
        raise ValueError(f"{events['KeyId']} is {metadata['KeyState']}: only an enabled key can be set to rotate")
    if metadata.get("MultiRegionConfiguration", {}).get("MultiRegionKeyType") == "REPLICA":
        primary = metadata["MultiRegionConfiguration"]["PrimaryKey"]
        raise ValueError(f"{events['KeyId']} is a replica: it rotates with {primary['Arn']}, set that one to rotate")
    boto3.client("kms").enable_key_rotation(KeyId=events["KeyId"])


def restore(events: Events, context: object) -> None:
    """Turn rotation off where it was off."""
    import json

    import boto3

    if json.loads("".join(events["Restore"]))["RotationEnabled"] is False:
        boto3.client("kms").disable_key_rotation(KeyId=events["KeyId"])


CONTROL = Control(
    identifier="CMK_BACKING_KEY_ROTATION_ENABLED",
    title=Text("KMS keys rotate", "KMS キーは自動的にローテーションされる"),
    why=Text(
        "The longer one key material encrypts, the more is lost with it.",
        "同じキーマテリアルを使い続けるほど、漏えいした場合の被害は大きくなります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(
        security_hub=("KMS.4",),
        cis={"1.2.0": ("2.8",), "1.4.0": ("3.8",), "3.0.0": ("3.6",), "5.0.0": ("3.6",)},
    ),
    runbook=Runbook(
        name="EnableKeyRotation",
        description=(
            "Sets a KMS key to rotate every year; what it has encrypted stays readable. Restore turns rotation off where"
            " it was off. The first and the second rotation cost USD 1 a month each."
        ),
        inputs=KEY_INPUTS,
        undo=Text(
            "Rotation is turned off again; earlier rotations remain.",
            "ローテーションを再び無効にします。実施済みのローテーションは残ります。",
        ),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(key, rotates)
            ),
            payload=THE_KEY,
        ),
        permissions=(
            on_keys(kms.DescribeKey, kms.GetKeyRotationStatus, kms.EnableKeyRotation, kms.DisableKeyRotation),
        ),
    ),
)
