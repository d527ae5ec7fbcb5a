"""Emits templates/config-rules-autoscaling.yaml: AWS Config rules for Amazon EC2 Auto Scaling, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    autoscaling_group_elb_healthcheck_required,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (autoscaling_group_elb_healthcheck_required.CONTROL,)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("AutoScaling", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Auto Scaling controls", "Auto Scaling のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon EC2 Auto Scaling groups, with a runbook that repairs what they find.",
        "Amazon EC2 Auto Scaling グループの AWS Config ルールと、検出した違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
