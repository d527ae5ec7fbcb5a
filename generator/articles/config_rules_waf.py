"""Emits templates/config-rules-waf.yaml: AWS Config rules for AWS WAF and what it protects.

https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    alb_waf_enabled,
    api_gw_associated_with_waf,
    wafv2_logging_enabled,
    wafv2_webacl_not_empty,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    alb_waf_enabled.CONTROL,
    api_gw_associated_with_waf.CONTROL,
    wafv2_logging_enabled.CONTROL,
    wafv2_webacl_not_empty.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("WAF", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("WAF controls", "WAF のコントロール"),
    summary=Text(
        "AWS Config rules that report what stands on the internet without AWS WAF, and web ACLs that do nothing.",
        "AWS WAF で保護されていないリソースと、機能していない Web ACL を報告する AWS Config ルール。",
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
