"""Emits templates/config-rules-dynamodb.yaml: AWS Config rules for Amazon DynamoDB, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    dynamodb_pitr_enabled,
    dynamodb_table_deletion_protection_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    dynamodb_pitr_enabled.CONTROL,
    dynamodb_table_deletion_protection_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("DynamoDB", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("DynamoDB controls", "DynamoDB のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon DynamoDB, each with a runbook that repairs what it finds.",
        "Amazon DynamoDB の AWS Config ルールと、検出した違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, the Automation steps of each repair, and what is stored after it.",
        "ルール評価 1 回あたり 0.001 USD、修復ごとの Automation ステップ料金、および修復後の保存料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
