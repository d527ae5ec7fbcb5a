"""Emits templates/password-policy.yaml: Config finds a weak password policy, Systems Manager strengthens it.

https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-7
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import iam_password_policy
from generator.model import Article, Element, Scope, Text


def elements() -> Iterator[Element]:
    """The control, then what every template has."""
    yield from config_controls(iam_password_policy.CONTROL)
    yield from control_notifications("PasswordPolicy", iam_password_policy.CONTROL)
    yield from deployment()


ARTICLE = Article(
    title=Text("Password policy", "パスワードポリシー"),
    summary=Text(
        "IAM users have strong passwords. Config finds a weak password policy, Systems Manager strengthens it.",
        "IAM ユーザーに強いパスワードを要求します。弱いパスワードポリシーを Config が検出し、Systems Manager が強化します。",
    ),
    scope=Scope.HOME,
    requires=("config",),
    cost=Text(
        "One Config rule: USD 0.001 per evaluation, and the Automation steps of each repair.",
        "Config ルール 1 つ: 評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=(iam_password_policy.CONTROL,),
)
