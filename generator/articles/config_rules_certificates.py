"""Emits templates/config-rules-certificates.yaml: AWS Config rules for AWS Certificate Manager and for TLS of load balancers.

https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html
https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    acm_certificate_expiration_check,
    acm_certificate_rsa_check,
    alb_http_to_https_redirection_check,
    elb_predefined_security_policy_ssl_check,
    elb_tls_https_listeners_only,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    acm_certificate_expiration_check.CONTROL,
    acm_certificate_rsa_check.CONTROL,
    alb_http_to_https_redirection_check.CONTROL,
    elb_predefined_security_policy_ssl_check.CONTROL,
    elb_tls_https_listeners_only.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Certificates", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("Certificate and TLS controls", "証明書と TLS のコントロール"),
    summary=Text(
        "AWS Config rules for certificates in AWS Certificate Manager and for load balancers that do without or with weak TLS.",
        "AWS Certificate Manager の証明書と、TLS を使わないまたは弱い TLS を使うロードバランサーの AWS Config ルール。",
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
