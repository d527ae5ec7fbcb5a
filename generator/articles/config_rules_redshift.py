"""Emits templates/config-rules-redshift.yaml: AWS Config rules for Amazon Redshift, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    redshift_audit_logging_enabled,
    redshift_backup_enabled,
    redshift_cluster_public_access_check,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    redshift_cluster_public_access_check.CONTROL,
    redshift_backup_enabled.CONTROL,
    redshift_audit_logging_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Redshift", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Redshift controls", "Redshift のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon Redshift, each with a runbook that repairs what it finds.",
        "Amazon Redshift の AWS Config ルールと、検出した違反を修復するランブック。",
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
