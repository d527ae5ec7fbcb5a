"""No KMS key waits for its deletion; the runbook cancels the deletion and leaves the key disabled.

https://docs.aws.amazon.com/config/latest/developerguide/kms-cmk-not-scheduled-for-deletion.html
https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
"""

from typing import Any

from awacs import kms

from generator.blocks.kms_key import KEY_INPUTS, THE_KEY, on_keys, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """The state of the key."""
    import boto3

    return {"KeyState": boto3.client("kms").describe_key(KeyId=events["KeyId"])["KeyMetadata"]["KeyState"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """The key does not wait for its deletion."""
    return state["KeyState"] not in ("PendingDeletion", "PendingReplicaDeletion")


CONTROL = Control(
    identifier="KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    title=Text("No KMS key waits for its deletion", "削除待ちの KMS キーはない"),
    why=Text(
        "With a key goes everything that it encrypted, for ever; whoever wants to destroy data deletes its key.",
        "キーを削除すると、そのキーで暗号化したデータはすべて永久に失われます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair also cancels deletions that somebody meant; the key stays, disabled, and is paid for.",
        "修復すると、意図した削除も取り消されます。キーは無効な状態で残り、料金がかかります。",
    ),
    framework=Framework(security_hub=("KMS.3",)),
    runbook=Runbook(
        name="CancelKeyDeletion",
        description=(
            "Cancels the deletion of a KMS key, which stays disabled until somebody enables it. No Restore: a runbook"
            " does not schedule the destruction of keys."
        ),
        inputs=KEY_INPUTS,
        undo=None,
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "CancelDeletion",
                        "action": "aws:executeAwsApi",
                        "inputs": {"Service": "kms", "Api": "CancelKeyDeletion", **THE_KEY},
                    },
                ),
                tags=tags,
            ),
            payload=THE_KEY,
        ),
        permissions=(on_keys(kms.DescribeKey, kms.CancelKeyDeletion),),
    ),
)
