"""Emits templates/access-keys.yaml: Config finds access keys that are old or unused, Systems Manager deactivates them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import access_keys_rotated, iam_root_access_key_check, iam_user_unused_credentials_check
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    access_keys_rotated.CONTROL,
    iam_user_unused_credentials_check.CONTROL,
    iam_root_access_key_check.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("AccessKeys", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("Access keys", "アクセスキー"),
    summary=Text(
        "Access keys are rotated and used, or deactivated. Config finds the others, Systems Manager deactivates them.",
        "アクセスキーの定期的な更新と未使用キーの無効化。Config が検出し、Systems Manager が無効化します。",
    ),
    scope=Scope.HOME,
    requires=("config",),
    cost=Text(
        "Three Config rules: USD 0.001 per evaluation of a user, and the Automation steps of each repair.",
        "Config ルール 3 つ: ユーザーの評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
