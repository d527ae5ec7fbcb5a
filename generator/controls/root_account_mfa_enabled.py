"""The root user signs in with a second factor, which only root itself can register.

https://docs.aws.amazon.com/config/latest/developerguide/root-account-mfa-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ROOT_ACCOUNT_MFA_ENABLED",
    title=Text("The root user has MFA", "ルートユーザーの MFA が有効である"),
    why=Text(
        "Whoever learns root's password owns the account. Sign in as root and register a passkey or an authenticator.",
        "ルートのパスワードを知った人はアカウントを支配できます。ルートでサインインし、MFA を登録してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.9",),
        cis={"1.2.0": ("1.13",), "1.4.0": ("1.5",), "3.0.0": ("1.5",), "5.0.0": ("1.4",)},
        trusted_advisor=("7DAFEmoDos",),
        anti_patterns=(5,),
    ),
)
