"""The second factor of the root user is a device of its own, which only root itself can register.

https://docs.aws.amazon.com/config/latest/developerguide/root-account-hardware-mfa-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
    title=Text("The root user has a hardware MFA device", "ルートユーザーのハードウェア MFA が有効である"),
    why=Text(
        "An authenticator app is lost with the phone and can be copied. Register a hardware key for root, and a spare one.",
        "認証アプリはスマートフォンとともに失われ、複製もされ得ます。ルートにハードウェアキーと予備を登録してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.6",),
        cis={"1.2.0": ("1.14",), "1.4.0": ("1.6",), "3.0.0": ("1.6",), "5.0.0": ("1.5",)},
        trusted_advisor=("7DAFEmoDos",),
        anti_patterns=(5,),
    ),
)
