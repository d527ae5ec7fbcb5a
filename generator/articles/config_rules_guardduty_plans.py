"""Emits templates/config-rules-guardduty-plans.yaml: AWS Config rules for the protection plans of Amazon GuardDuty.

https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    guardduty_eks_protection_audit_enabled,
    guardduty_lambda_protection_enabled,
    guardduty_malware_protection_enabled,
    guardduty_non_archived_findings,
    guardduty_rds_protection_enabled,
    guardduty_runtime_monitoring_enabled,
    guardduty_s3_protection_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    guardduty_eks_protection_audit_enabled.CONTROL,
    guardduty_lambda_protection_enabled.CONTROL,
    guardduty_malware_protection_enabled.CONTROL,
    guardduty_non_archived_findings.CONTROL,
    guardduty_rds_protection_enabled.CONTROL,
    guardduty_runtime_monitoring_enabled.CONTROL,
    guardduty_s3_protection_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("GuardDutyPlans", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("GuardDuty protection plan controls", "GuardDuty 保護プランのコントロール"),
    summary=Text(
        "AWS Config rules that report GuardDuty protection plans that are off, and findings that nobody handles.",
        "無効な GuardDuty 保護プランと、対応されていない検出結果を報告する AWS Config ルール。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation.",
        "ルール評価 1 回あたり 0.001 USD。",
    ),
    elements=elements,
    controls=CONTROLS,
)
