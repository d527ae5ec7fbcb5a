"""User pools enforce threat protection; its plan is billed by every user, so a person decides.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-user-pool-advanced-security-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_USER_POOL_ADVANCED_SECURITY_ENABLED",
    title=Text(
        "User pools enforce threat protection for standard authentication",
        "ユーザープールは標準認証の脅威保護を強制モードにしている",
    ),
    why=Text(
        (
            "Passwords that leaked elsewhere are tried at every sign-in page. Choose the plan PLUS, which bills every user who "
            "signs in, let threat protection audit for two weeks, then enforce it."
        ),
        (
            "他所で漏えいしたパスワードは、あらゆるサインインページで試されます。サインインしたユーザーごとに課金される PLUS プランを"
            "選び、脅威保護を監査モードで 2 週間動かしてから強制モードに切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.1",)),
    inputs={"SecurityMode": "ENFORCED"},
)
