"""Emits templates/config-rules-cloudfront.yaml: AWS Config rules for Amazon CloudFront, which exist in us-east-1 only.

https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    cloudfront_associated_with_waf,
    cloudfront_custom_ssl_certificate,
    cloudfront_no_deprecated_ssl_protocols,
    cloudfront_s3_origin_access_control_enabled,
    cloudfront_traffic_to_origin_encrypted,
    cloudfront_viewer_policy_https,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    cloudfront_associated_with_waf.CONTROL,
    cloudfront_custom_ssl_certificate.CONTROL,
    cloudfront_no_deprecated_ssl_protocols.CONTROL,
    cloudfront_s3_origin_access_control_enabled.CONTROL,
    cloudfront_traffic_to_origin_encrypted.CONTROL,
    cloudfront_viewer_policy_https.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("CloudFront", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("CloudFront controls", "CloudFront のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon CloudFront distributions; launch in us-east-1, where they are.",
        "Amazon CloudFront ディストリビューションの AWS Config ルール。us-east-1 で起動します。",
    ),
    scope=Scope.US_EAST_1,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation.",
        "ルール評価 1 回あたり 0.001 USD。",
    ),
    elements=elements,
    controls=CONTROLS,
)
