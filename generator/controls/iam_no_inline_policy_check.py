"""Users, groups and roles have managed policies only; which of the inline ones belong together, only their owner knows.

https://docs.aws.amazon.com/config/latest/developerguide/iam-no-inline-policy-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_NO_INLINE_POLICY_CHECK",
    title=Text(
        "Users, groups and roles have no inline policies", "ユーザー、グループ、ロールにインラインポリシーがない"
    ),
    why=Text(
        "Inline policies are reviewed by nobody, because no list shows them. Make managed policies of them.",
        "インラインポリシーは一覧に表示されず、レビューから漏れます。管理ポリシーに置き換えてください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(),
)
