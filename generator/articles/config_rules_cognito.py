"""Emits templates/config-rules-cognito.yaml: AWS Config rules for user pools and identity pools of Amazon Cognito.

https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import name_prefix
from generator.controls import (
    cognito_identity_pool_unauth_access_check,
    cognito_user_pool_advanced_security_enabled,
    cognito_user_pool_deletion_protection_enabled,
    cognito_user_pool_mfa_enabled,
    cognito_user_pool_password_policy_check,
    cognito_userpool_cust_auth_threat_full_check,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    cognito_user_pool_mfa_enabled.CONTROL,
    cognito_user_pool_password_policy_check.CONTROL,
    cognito_user_pool_deletion_protection_enabled.CONTROL,
    cognito_user_pool_advanced_security_enabled.CONTROL,
    cognito_userpool_cust_auth_threat_full_check.CONTROL,
    cognito_identity_pool_unauth_access_check.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then the prefix of their names."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("Cognito", *CONTROLS)
    yield from name_prefix()


ARTICLE = Article(
    title=Text("Amazon Cognito controls", "Amazon Cognito のコントロール"),
    summary=Text(
        "AWS Config rules that report user pools with weak sign-in or open to deletion, and identity pools that let in guests.",
        "サインインや削除への保護が弱いユーザープールと、ゲストを受け入れる ID プールを報告する AWS Config ルール。",
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
