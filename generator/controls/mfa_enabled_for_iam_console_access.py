"""Every IAM user with a console password has a second factor, which only the user can register.

https://docs.aws.amazon.com/config/latest/developerguide/mfa-enabled-for-iam-console-access.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
    title=Text(
        "IAM users with a console password have MFA", "コンソールパスワードを持つ IAM ユーザーの MFA が有効である"
    ),
    why=Text(
        "A console password is phished in a minute. Let the user register a device, or take the password away.",
        "コンソールのパスワードは簡単にフィッシングされます。MFA を登録させるか、パスワードを削除してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.5",),
        cis={"1.2.0": ("1.2",), "1.4.0": ("1.10",), "3.0.0": ("1.10",), "5.0.0": ("1.9",)},
        anti_patterns=(5,),
    ),
)
