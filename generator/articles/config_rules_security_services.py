"""Emits templates/config-rules-security-services.yaml: AWS Config rules for the services that find threats, and for secrets.

https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    guardduty_enabled_centralized,
    iam_external_access_analyzer_enabled,
    iam_server_certificate_expiration_check,
    inspector_ec2_scan_enabled,
    inspector_ecr_scan_enabled,
    inspector_lambda_code_scan_enabled,
    inspector_lambda_standard_scan_enabled,
    macie_status_check,
    secretsmanager_rotation_enabled_check,
    secretsmanager_secret_unused,
    securityhub_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    iam_external_access_analyzer_enabled.CONTROL,
    guardduty_enabled_centralized.CONTROL,
    securityhub_enabled.CONTROL,
    inspector_ec2_scan_enabled.CONTROL,
    inspector_ecr_scan_enabled.CONTROL,
    inspector_lambda_standard_scan_enabled.CONTROL,
    inspector_lambda_code_scan_enabled.CONTROL,
    macie_status_check.CONTROL,
    secretsmanager_rotation_enabled_check.CONTROL,
    secretsmanager_secret_unused.CONTROL,
    iam_server_certificate_expiration_check.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("SecurityServices", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Controls of the security services", "セキュリティサービスのコントロール"),
    summary=Text(
        "AWS Config rules for Access Analyzer, GuardDuty, Security Hub, Inspector, Macie, secrets and certificates.",
        "Access Analyzer、GuardDuty、Security Hub、Inspector、Macie、シークレット、証明書の AWS Config ルールと修復。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and whatever the services cost that a repair enables.",
        "ルール評価 1 回あたり 0.001 USD と、修復で有効にしたサービスの料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
