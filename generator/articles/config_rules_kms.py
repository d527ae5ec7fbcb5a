"""Emits templates/config-rules-kms.yaml: AWS Config rules for AWS KMS keys, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import cmk_backing_key_rotation_enabled, kms_cmk_not_scheduled_for_deletion
from generator.model import Article, Element, Scope, Text

CONTROLS = (cmk_backing_key_rotation_enabled.CONTROL, kms_cmk_not_scheduled_for_deletion.CONTROL)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("KMS", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("KMS controls", "KMS のコントロール"),
    summary=Text(
        "AWS Config rules for AWS KMS keys, each with a runbook that repairs what it finds.",
        "AWS KMS キーの AWS Config ルールと、検出した違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, the Automation steps of each repair, USD 1 a month for the first two rotations of a key.",
        "ルール評価 1 回あたり 0.001 USD、修復ごとの Automation ステップ料金、キーの最初の 2 回のローテーションは月額各 1 USD。",
    ),
    elements=elements,
    controls=CONTROLS,
)
