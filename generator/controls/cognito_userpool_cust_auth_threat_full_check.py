"""User pools enforce threat protection also where Lambda functions challenge users; its plan is billed by every user, so a person decides.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-userpool-cust-auth-threat-full-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_USERPOOL_CUST_AUTH_THREAT_FULL_CHECK",
    title=Text(
        "User pools enforce threat protection for custom authentication",
        "ユーザープールはカスタム認証の脅威保護を強制モードにしている",
    ),
    why=Text(
        (
            "Who signs in through challenges of a Lambda function goes unwatched, even where passwords are watched. Set threat "
            "protection for custom authentication to audit, then to full function; it needs the plan PLUS, which bills every "
            "user who signs in."
        ),
        (
            "パスワード認証を監視していても、Lambda 関数のチャレンジによるサインインは監視されません。カスタム認証の脅威保護を"
            "監査モード、続いて全機能モードに設定してください。サインインしたユーザーごとに課金される PLUS プランが必要です。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.4",)),
)
