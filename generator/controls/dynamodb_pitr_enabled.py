"""DynamoDB tables can be restored to any second of the last weeks; the runbook turns point-in-time recovery on.

https://docs.aws.amazon.com/config/latest/developerguide/dynamodb-pitr-enabled.html
"""

from typing import Any

from awacs import dynamodb

from generator.blocks.dynamodb_table import EVERY_TABLE, TABLE_INPUTS, THE_TABLE, tags
from generator.blocks.policy import allow
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether point-in-time recovery is on: ENABLED or DISABLED."""
    import boto3

    found = boto3.client("dynamodb").describe_continuous_backups(TableName=events["TableName"])
    backups = found["ContinuousBackupsDescription"]
    return {"Status": backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus", "DISABLED")}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It is on, for however many days."""
    return bool(state["Status"] == "ENABLED")


CONTROL = Control(
    identifier="DYNAMODB_PITR_ENABLED",
    title=Text("DynamoDB tables have point-in-time recovery", "DynamoDB テーブルはポイントインタイムリカバリが有効"),
    why=Text(
        "Without it a bad release or a mistaken delete takes items for good.",
        "ポイントインタイムリカバリがないと、不具合や誤操作で消えた項目は戻りません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("DynamoDB.2",)),
    runbook=Runbook(
        name="EnableDynamodbPitr",
        description=(
            "Turns on point-in-time recovery of a table, at once, over 35 days and billed per gigabyte."
            " There is no Restore: it would delete backups."
        ),
        inputs=TABLE_INPUTS,
        undo=None,
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EnableRecovery",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "dynamodb",
                            "Api": "UpdateContinuousBackups",
                            **THE_TABLE,
                            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
                        },
                    },
                ),
                tags=tags,
            ),
            payload=THE_TABLE,
        ),
        permissions=(
            allow(
                dynamodb.DescribeContinuousBackups,
                dynamodb.DescribeTable,
                dynamodb.ListTagsOfResource,
                dynamodb.UpdateContinuousBackups,
                on=EVERY_TABLE,
            ),
        ),
    ),
)
