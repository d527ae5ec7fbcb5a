"""No EBS snapshot of the Region can be public; the runbook blocks all public sharing, and can go back to the former state.

https://docs.aws.amazon.com/config/latest/developerguide/ebs-snapshot-block-public-access.html
https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
"""

from awacs import ec2

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, str]:
    """The Region's state: unblocked, block-new-sharing or block-all-sharing."""
    import boto3

    return {"State": boto3.client("ec2").get_snapshot_block_public_access_state()["State"]}


def complies(state: dict[str, str], events: Events) -> bool:
    """All sharing is blocked; to block new sharing is not enough."""
    return state["State"] == "block-all-sharing"


def restore(events: Events, context: object) -> None:
    """Put the former state back."""
    import json

    import boto3

    former = json.loads("".join(events["Restore"]))["State"]
    if former == "unblocked":
        boto3.client("ec2").disable_snapshot_block_public_access()
    else:
        boto3.client("ec2").enable_snapshot_block_public_access(State=former)


CONTROL = Control(
    identifier="EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS",
    title=Text("Public sharing of EBS snapshots is blocked", "EBS スナップショットの公開共有をブロックする"),
    why=Text(
        "One wrong click shares the data of a whole disk with every"
        " AWS account; the block makes that impossible in the Region.",
        "1 回の誤操作でディスク全体のデータが全 AWS アカウントに公開されます。"
        "ブロックはリージョン内でそれを不可能にします。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("EC2.182",), trusted_advisor=("ePs02jT06w",)),
    runbook=Runbook(
        name="BlockPublicSnapshots",
        description=(
            "Blocks all public sharing of EBS snapshots in this Region; ones that are public can no longer be used by others."
            " Restore brings the former state back."
        ),
        inputs=(ACCOUNT_ID,),
        undo=Text("The former state.", "以前の状態。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "BlockAllSharing",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ec2",
                            "Api": "EnableSnapshotBlockPublicAccess",
                            "State": "block-all-sharing",
                        },
                    },
                ),
                restore=restore,
            ),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(
                ec2.GetSnapshotBlockPublicAccessState,
                ec2.EnableSnapshotBlockPublicAccess,
                ec2.DisableSnapshotBlockPublicAccess,
                on="*",
            ),
        ),
    ),
)
