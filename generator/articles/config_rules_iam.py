"""Emits templates/config-rules-iam.yaml: AWS Config rules for IAM and the account itself, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    access_keys_rotated,
    iam_no_inline_policy_check,
    iam_password_policy,
    iam_policy_blacklisted_check,
    iam_policy_in_use,
    iam_policy_no_statements_with_admin_access,
    iam_root_access_key_check,
    iam_user_group_membership_check,
    iam_user_mfa_enabled,
    iam_user_no_policies_check,
    iam_user_unused_credentials_check,
    mfa_enabled_for_iam_console_access,
    root_account_hardware_mfa_enabled,
    root_account_mfa_enabled,
    security_account_information_provided,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    iam_root_access_key_check.CONTROL,
    root_account_mfa_enabled.CONTROL,
    root_account_hardware_mfa_enabled.CONTROL,
    mfa_enabled_for_iam_console_access.CONTROL,
    iam_user_mfa_enabled.CONTROL,
    iam_password_policy.CONTROL,
    access_keys_rotated.CONTROL,
    iam_user_unused_credentials_check.CONTROL,
    iam_user_no_policies_check.CONTROL,
    iam_user_group_membership_check.CONTROL,
    iam_no_inline_policy_check.CONTROL,
    iam_policy_no_statements_with_admin_access.CONTROL,
    iam_policy_blacklisted_check.CONTROL,
    iam_policy_in_use.CONTROL,
    security_account_information_provided.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("IAM", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("IAM controls", "IAM のコントロール"),
    summary=Text(
        "AWS Config rules for IAM users, policies and the root user, with runbooks that repair what can be repaired.",
        "IAM ユーザー、ポリシー、ルートユーザーの AWS Config ルールと、修復可能な違反のランブック。",
    ),
    scope=Scope.HOME,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
        "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
