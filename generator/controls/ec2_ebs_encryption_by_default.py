"""New EBS volumes are encrypted; the runbook turns the Region's default on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-ebs-encryption-by-default.html
"""

from typing import Any

from awacs import ec2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether the Region encrypts by default."""
    import boto3

    return {"Encrypted": boto3.client("ec2").get_ebs_encryption_by_default()["EbsEncryptionByDefault"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Encryption is on."""
    return bool(state["Encrypted"])


def restore(events: Events, context: object) -> None:
    """Turn encryption off where it was off."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["Encrypted"]:
        boto3.client("ec2").disable_ebs_encryption_by_default()


CONTROL = Control(
    identifier="EC2_EBS_ENCRYPTION_BY_DEFAULT",
    title=Text("EBS encrypts new volumes by default", "EBS は新しいボリュームを既定で暗号化する"),
    why=Text(
        "A volume that nobody thought of encrypting holds its data in plain text, and so do its snapshots.",
        "暗号化を指定せずに作成したボリュームとそのスナップショットは、平文のまま保存されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("EC2.7",), cis={"1.4.0": ("2.2.1",), "3.0.0": ("2.2.1",), "5.0.0": ("5.1.1",)}),
    runbook=Runbook(
        name="EnableEbsEncryptionByDefault",
        description="Turns on EBS encryption by default in this Region; Restore turns it off where it was off.",
        inputs=(ACCOUNT_ID,),
        undo=Text("The former default.", "以前の既定値。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EnableEncryption",
                        "action": "aws:executeAwsApi",
                        "inputs": {"Service": "ec2", "Api": "EnableEbsEncryptionByDefault"},
                    },
                ),
                restore=restore,
            ),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(
                ec2.GetEbsEncryptionByDefault,
                ec2.EnableEbsEncryptionByDefault,
                ec2.DisableEbsEncryptionByDefault,
                on="*",
            ),
        ),
    ),
)
