"""Emits templates/organization-enablement.yaml: policies of an Organization that enable security services in its accounts.

Launched in the management account, which enables the types of policies and trusted access before, and names the delegated administrators:
``baseline organization prepare --policy-type``.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_management_policies.html
https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
"""

from collections.abc import Iterator

from generator.blocks.deployment import deployment
from generator.blocks.guardduty_enablement import guardduty_conditions, guardduty_parameters, guardduty_policy
from generator.blocks.inspector_enablement import inspector_conditions, inspector_parameters, inspector_policy
from generator.blocks.security_hub_enablement import (
    security_hub_conditions,
    security_hub_enablement,
    security_hub_parameters,
)
from generator.model import Article, Element, Scope, Text


def elements() -> Iterator[Element]:
    """What finds vulnerabilities, what finds attackers, and what brings both together."""
    yield from inspector_parameters()
    yield from guardduty_parameters()
    yield from security_hub_parameters()
    yield from deployment()
    yield from inspector_conditions()
    yield from guardduty_conditions()
    yield from security_hub_conditions()
    yield from inspector_policy()
    yield from guardduty_policy()
    yield from security_hub_enablement()


ARTICLE = Article(
    title=Text("Organization enablement", "組織でのサービス有効化"),
    summary=Text(
        "Policies of an Organization that enable Inspector, GuardDuty and Security Hub in accounts, those that join later too.",
        "Inspector、GuardDuty、Security Hub を組織のアカウントで有効にするポリシーです。後から加わるアカウントにも適用されます。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text(
        "The policies are free; the services are billed in every account and Region that they reach: Inspector by instance, image, function"
        " and scan, GuardDuty by events, logs and plan, Security Hub by resource. Accounts keep Inspector when its policy goes.",
        "ポリシーは無料。適用先のアカウントとリージョンごとに、Inspector はインスタンス、イメージ、関数、スキャン、GuardDuty はイベント、"
        "ログ、保護プラン、Security Hub はリソース数に応じて課金。ポリシーを外しても Inspector は有効のまま。",
    ),
    elements=elements,
    detected_by=(
        "INSPECTOR_EC2_SCAN_ENABLED",
        "INSPECTOR_ECR_SCAN_ENABLED",
        "INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED",
        "INSPECTOR_LAMBDA_CODE_SCAN_ENABLED",
        "GUARDDUTY_ENABLED_CENTRALIZED",
        "GUARDDUTY_S3_PROTECTION_ENABLED",
        "GUARDDUTY_EKS_PROTECTION_AUDIT_ENABLED",
        "GUARDDUTY_MALWARE_PROTECTION_ENABLED",
        "GUARDDUTY_RDS_PROTECTION_ENABLED",
        "GUARDDUTY_LAMBDA_PROTECTION_ENABLED",
        "GUARDDUTY_RUNTIME_MONITORING_ENABLED",
    ),
)
