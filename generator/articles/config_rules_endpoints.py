"""Emits templates/config-rules-endpoints.yaml: AWS Config rules for VPC endpoints and Amazon API Gateway.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    api_gw_execution_logging_enabled,
    service_vpc_endpoint_enabled,
    vpc_endpoint_policy_not_open,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    api_gw_execution_logging_enabled.CONTROL,
    service_vpc_endpoint_enabled.CONTROL,
    vpc_endpoint_policy_not_open.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Endpoints", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("Endpoint controls", "エンドポイントのコントロール"),
    summary=Text(
        "AWS Config rules for VPC endpoints and for the logs of Amazon API Gateway stages.",
        "VPC エンドポイントと Amazon API Gateway ステージのログの AWS Config ルール。",
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
