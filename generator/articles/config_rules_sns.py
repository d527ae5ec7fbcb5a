"""Emits templates/config-rules-sns.yaml: AWS Config rules for Amazon SNS and Amazon SQS, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html
https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    sns_encrypted_kms,
    sns_topic_no_public_access,
    sqs_queue_encrypted,
    sqs_queue_no_public_access,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    sns_encrypted_kms.CONTROL,
    sns_topic_no_public_access.CONTROL,
    sqs_queue_encrypted.CONTROL,
    sqs_queue_no_public_access.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("SNS", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("SNS and SQS controls", "SNS と SQS のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon SNS topics and Amazon SQS queues, with a runbook where a repair is possible.",
        "Amazon SNS トピックと Amazon SQS キューの AWS Config ルールと、修復できる違反を修復するランブック。",
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
