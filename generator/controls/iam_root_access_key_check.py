"""The root user has no access key; only root itself, or central root access of the organization, can delete one.

https://docs.aws.amazon.com/config/latest/developerguide/iam-root-access-key-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_ROOT_ACCESS_KEY_CHECK",
    title=Text("The root user has no access key", "ルートユーザーにアクセスキーがない"),
    why=Text(
        "A key of root can do everything, and no policy of the account limits it. Sign in as root and delete it.",
        "ルートのキーは何でもでき、アカウントのポリシーでは制限できません。ルートでサインインして削除してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.4",),
        cis={"1.2.0": ("1.12",), "1.4.0": ("1.4",), "3.0.0": ("1.4",), "5.0.0": ("1.3",)},
        anti_patterns=(4,),
    ),
)
