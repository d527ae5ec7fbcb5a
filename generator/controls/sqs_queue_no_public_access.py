"""SQS queues are not public; which statement is meant is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/sqs-queue-no-public-access.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SQS_QUEUE_NO_PUBLIC_ACCESS",
    title=Text(
        "SQS queue policies do not allow public access",
        "SQS キューのポリシーはパブリックアクセスを許可しない",
    ),
    why=Text(
        (
            "Anybody can send, read and delete messages. Give each statement with a * principal a named account or service, "
            "or a condition on aws:SourceAccount, aws:SourceArn or aws:PrincipalOrgID."
        ),
        (
            "誰でもメッセージを送信、閲覧、削除できます。プリンシパルが * のステートメントには、具体的なアカウントやサービス"
            "、または aws:SourceAccount、aws:SourceArn、aws:PrincipalOrgID の条件を付けてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SQS.3",)),
)
