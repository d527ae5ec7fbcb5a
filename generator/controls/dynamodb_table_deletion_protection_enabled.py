"""DynamoDB tables cannot be deleted by mistake; the runbook turns deletion protection on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/dynamodb-table-deletion-protection-enabled.html
"""

from typing import Any

from awacs import dynamodb

from generator.blocks.dynamodb_table import EVERY_TABLE, TABLE_INPUTS, THE_TABLE, tags
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether the table is protected."""
    import boto3

    table = boto3.client("dynamodb").describe_table(TableName=events["TableName"])["Table"]
    return {"DeletionProtectionEnabled": table.get("DeletionProtectionEnabled", False)}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It is."""
    return bool(state["DeletionProtectionEnabled"])


def restore(events: Events, context: object) -> None:
    """Protect the table, or not, as it was."""
    import json

    import boto3

    was = json.loads("".join(events["Restore"]))
    boto3.client("dynamodb").update_table(TableName=events["TableName"], **was)


CONTROL = Control(
    identifier="DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED",
    title=Text("DynamoDB tables have deletion protection", "DynamoDB テーブルは削除保護が有効"),
    why=Text(
        "Without it one wrong call or stack update deletes the table.",
        "削除保護がないと、誤った操作やスタックの更新一つでテーブルが削除されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("DynamoDB.6",)),
    runbook=Runbook(
        name="EnableDynamodbDeletionProtection",
        description="Turns on the deletion protection of a table, at once; Restore turns it off.",
        inputs=TABLE_INPUTS,
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "ProtectTable",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "dynamodb",
                            "Api": "UpdateTable",
                            **THE_TABLE,
                            "DeletionProtectionEnabled": True,
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload=THE_TABLE,
        ),
        permissions=(allow(dynamodb.DescribeTable, dynamodb.ListTagsOfResource, dynamodb.UpdateTable, on=EVERY_TABLE),),
    ),
)
