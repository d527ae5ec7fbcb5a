"""Every IAM user has a second factor, which only the user can register.

https://docs.aws.amazon.com/config/latest/developerguide/iam-user-mfa-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_USER_MFA_ENABLED",
    title=Text("Every IAM user has MFA", "すべての IAM ユーザーの MFA が有効である"),
    why=Text(
        "A password or key alone opens the account to whoever has it. Let the user register a device, or move to IAM Identity Center.",
        "パスワードやキーだけでは、入手した人が誰でも入れます。MFA を登録させるか、IAM Identity Center に移行してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("IAM.19",), anti_patterns=(5,)),
)
