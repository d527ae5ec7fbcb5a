"""User pools cannot be deleted by mistake; UpdateUserPool resets what it is not told, so the protection is activated by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-user-pool-deletion-protection-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_USER_POOL_DELETION_PROTECTION_ENABLED",
    title=Text("User pools are protected against deletion", "ユーザープールは削除から保護されている"),
    why=Text(
        (
            "With a pool go its users and their passwords. Activate deletion protection in the console: UpdateUserPool resets "
            "every setting that the call does not repeat."
        ),
        (
            "プールを削除すると、ユーザーとパスワードも失われます。コンソールで削除保護を有効にしてください。UpdateUserPool は、"
            "呼び出しで指定しなかった設定を既定値に戻します。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.6",)),
)
