"""Emits templates/config-rules-lambda.yaml: AWS Config rules for AWS Lambda, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    lambda_function_public_access_prohibited,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (lambda_function_public_access_prohibited.CONTROL,)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Lambda", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Lambda controls", "Lambda のコントロール"),
    summary=Text(
        "AWS Config rules for AWS Lambda functions, with a runbook that repairs what they find.",
        "AWS Lambda 関数の AWS Config ルールと、検出した違反を修復するランブック。",
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
