"""Secrets are rotated; only the owner of a secret can give it the function that changes the password where it is used.

https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-rotation-enabled-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SECRETSMANAGER_ROTATION_ENABLED_CHECK",
    title=Text("Secrets are rotated automatically", "シークレットは自動的にローテーションされる"),
    why=Text(
        "A password that never changes works for whoever ever saw it. Give the secret a rotation function and a schedule.",
        "変わらないパスワードは、一度見た人なら誰でも使えます。ローテーション関数とスケジュールを設定してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SecretsManager.1",), anti_patterns=(16,)),
)
