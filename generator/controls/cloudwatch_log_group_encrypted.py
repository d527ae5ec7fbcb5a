"""Log groups are encrypted with a KMS key; a person chooses the key, whose loss makes the logs unreadable.

https://docs.aws.amazon.com/config/latest/developerguide/cloudwatch-log-group-encrypted.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDWATCH_LOG_GROUP_ENCRYPTED",
    title=Text("Log groups are encrypted with a KMS key", "ロググループは KMS キーで暗号化する"),
    why=Text(
        "CloudWatch Logs encrypts anyway; a key of yours is a second lock. Let its policy admit the service, then run associate-kms-key.",
        "CloudWatch Logs は既定で暗号化します。KMS キーを使うには、キーポリシーでサービスを許可してから associate-kms-key を実行します。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(),
)
