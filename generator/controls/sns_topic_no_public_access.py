"""SNS topics are not public; which statement is meant is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-no-public-access.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SNS_TOPIC_NO_PUBLIC_ACCESS",
    title=Text(
        "SNS topic policies do not allow public access",
        "SNS トピックのポリシーはパブリックアクセスを許可しない",
    ),
    why=Text(
        (
            "Anybody can publish to the topic or read along. Give each statement with a * principal a named account or "
            "service, or a condition on aws:SourceAccount, aws:SourceArn or aws:PrincipalOrgID."
        ),
        (
            "誰でもトピックに発行したり購読したりできます。プリンシパルが * のステートメントには、具体的なアカウントやサービ"
            "ス、または aws:SourceAccount、aws:SourceArn、aws:PrincipalOrgID の条件を付けてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SNS.4",)),
)
