"""Emits templates/config-rules-containers.yaml: AWS Config rules for Amazon EKS and Amazon ECS, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html
https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    ecs_containers_nonprivileged,
    ecs_no_environment_secrets,
    ecs_service_assign_public_ip_disabled,
    ecs_taskset_assign_public_ip_disabled,
    eks_cluster_logging_enabled,
    eks_endpoint_no_public_access,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    ecs_containers_nonprivileged.CONTROL,
    ecs_no_environment_secrets.CONTROL,
    ecs_service_assign_public_ip_disabled.CONTROL,
    ecs_taskset_assign_public_ip_disabled.CONTROL,
    eks_cluster_logging_enabled.CONTROL,
    eks_endpoint_no_public_access.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Containers", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Container controls", "コンテナのコントロール"),
    summary=Text(
        "AWS Config rules for Amazon EKS and Amazon ECS, with a runbook where a repair is possible.",
        "Amazon EKS と Amazon ECS の AWS Config ルールと、修復できる違反を修復するランブック。",
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
