"""Secrets that nobody reads are removed, by a person: a secret for the day of a disaster looks unused too.

https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-unused.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SECRETSMANAGER_SECRET_UNUSED",
    title=Text("Secrets have been read within 90 days", "シークレットは過去 90 日以内に読み取られている"),
    why=Text(
        "A secret that nobody reads still opens what it is for. Ask its owner, then delete it with a recovery window.",
        "使われないシークレットも有効なままです。所有者に確認し、復旧期間を設けて削除してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SecretsManager.3",), anti_patterns=(16,)),
    inputs={"unusedForDays": "90"},
)
