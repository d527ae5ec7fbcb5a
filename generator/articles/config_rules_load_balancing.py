"""Emits templates/config-rules-load-balancing.yaml: AWS Config rules for Elastic Load Balancing, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    alb_http_drop_invalid_header_enabled,
    elb_connection_draining_enabled,
    elb_deletion_protection_enabled,
    elb_logging_enabled,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    alb_http_drop_invalid_header_enabled.CONTROL,
    elb_deletion_protection_enabled.CONTROL,
    elb_logging_enabled.CONTROL,
    elb_connection_draining_enabled.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("LoadBalancing", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Load balancing controls", "ロードバランサーのコントロール"),
    summary=Text(
        "AWS Config rules for Elastic Load Balancing, each with a runbook that repairs what it finds.",
        "Elastic Load Balancing の AWS Config ルールと、検出した違反を修復するランブック。",
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
