"""Emits templates/organization-guardrails.yaml: policies of an Organization, for what no account's own policy can hold.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
"""

from collections.abc import Iterator

from generator.blocks.declarative_policies import declarative_conditions, declarative_parameters, declarative_policies
from generator.blocks.deployment import deployment
from generator.blocks.resource_control_policies import (
    resource_control_conditions,
    resource_control_parameters,
    resource_control_policies,
)
from generator.blocks.service_control_policies import (
    service_control_conditions,
    service_control_parameters,
    service_control_policies,
)
from generator.model import Article, Element, Scope, Text


def elements() -> Iterator[Element]:
    """Who may do what, who may reach what, and how things are set."""
    yield from service_control_parameters()
    yield from resource_control_parameters()
    yield from declarative_parameters()
    yield from deployment()
    yield from service_control_conditions()
    yield from resource_control_conditions()
    yield from declarative_conditions()
    yield from service_control_policies()
    yield from resource_control_policies()
    yield from declarative_policies()


ARTICLE = Article(
    title=Text("Organization guardrails", "組織のガードレール"),
    summary=Text(
        "Service control, resource control and declarative policies of an Organization, attached to what you name.",
        "組織のサービスコントロールポリシー、リソースコントロールポリシー、宣言型ポリシーを作成し、指定した対象にアタッチします。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text("Policies of an Organization are free.", "組織のポリシーは無料。"),
    elements=elements,
    detected_by=(
        "IAM_ROOT_ACCESS_KEY_CHECK",
        "ACCESS_KEYS_ROTATED",
        "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        "MULTI_REGION_CLOUD_TRAIL_ENABLED",
        "GUARDDUTY_ENABLED_CENTRALIZED",
        "SECURITYHUB_ENABLED",
        "IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",
        "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
        "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
        "S3_BUCKET_SSL_REQUESTS_ONLY",
        "EC2_IMDSV2_CHECK",
        "EC2_INSTANCE_METADATA_DEFAULTS",
        "EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS",
        "EC2_IMAGE_BLOCK_PUBLIC_ACCESS",
        "EC2_VPC_BPA_INTERNET_GATEWAY_BLOCKED",
    ),
)
