"""Emits templates/config-rules-logs.yaml: AWS Config rules for the log groups of Amazon CloudWatch Logs, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import cloudwatch_log_group_encrypted, cw_loggroup_retention_period_check
from generator.model import Article, Element, Scope, Text

CONTROLS = (cw_loggroup_retention_period_check.CONTROL, cloudwatch_log_group_encrypted.CONTROL)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Logs", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("CloudWatch Logs controls", "CloudWatch Logs のコントロール"),
    summary=Text(
        "AWS Config rules for log groups of Amazon CloudWatch Logs, and a runbook that raises a retention that is too short.",
        "Amazon CloudWatch Logs のロググループの AWS Config ルールと、短い保持期間を延長するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, the Automation steps of each repair, and the storage of events that are kept longer.",
        "ルール評価 1 回あたり 0.001 USD、修復ごとの Automation ステップ料金、延長した期間のログ保存料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
