"""User pools that sign in by password alone have MFA; users without a device would be locked out, so a person decides.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-user-pool-mfa-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_USER_POOL_MFA_ENABLED",
    title=Text(
        "User pools with sign-in by password alone have MFA enabled",
        "パスワードのみでサインインするユーザープールは MFA が有効である",
    ),
    why=Text(
        (
            "Whoever learns a password is its user. Enable MFA with authenticator apps as optional, let users register one, "
            "then require it."
        ),
        (
            "パスワードを知られると、そのユーザーになりすまされます。認証アプリによる MFA をまず任意で有効にし、ユーザーの登録後に"
            "必須に切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.5",)),
)
