"""Emits templates/config-rules-ecr.yaml: AWS Config rules for Amazon ECR, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    ecr_private_image_scanning_enabled,
    ecr_private_tag_immutability_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    ecr_private_image_scanning_enabled.CONTROL,
    ecr_private_tag_immutability_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("ECR", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("ECR controls", "ECR のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon ECR repositories, each with a runbook that repairs what it finds.",
        "Amazon ECR リポジトリの AWS Config ルールと、検出した違反を修復するランブック。",
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
