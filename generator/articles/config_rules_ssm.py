"""Emits templates/config-rules-ssm.yaml: AWS Config rules for documents of AWS Systems Manager, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import ssm_automation_block_public_sharing, ssm_document_not_public
from generator.model import Article, Element, Scope, Text

CONTROLS = (ssm_document_not_public.CONTROL, ssm_automation_block_public_sharing.CONTROL)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("SSM", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Systems Manager controls", "Systems Manager のコントロール"),
    summary=Text(
        "AWS Config rules for documents of Systems Manager, each with a runbook that repairs what it finds.",
        "Systems Manager ドキュメントの AWS Config ルールと、検出した違反を修復するランブック。",
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
