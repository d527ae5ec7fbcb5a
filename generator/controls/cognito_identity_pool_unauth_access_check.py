"""Identity pools have no guests; an app may live by them, and UpdateIdentityPool resets what it is not told, so a person decides.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-identity-pool-unauth-access-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_IDENTITY_POOL_UNAUTH_ACCESS_CHECK",
    title=Text("Identity pools give no credentials to guests", "ID プールはゲストに認証情報を渡さない"),
    why=Text(
        (
            "Anybody on the internet gets AWS credentials of the role for guests. Ask the owner of the app who uses it without "
            "signing in; deactivate guest access, or leave that role only what guests need."
        ),
        (
            "インターネット上の誰でも、ゲスト用ロールの AWS 認証情報を取得できます。サインインせずに使う利用者がいるかをアプリの"
            "所有者に確認し、ゲストアクセスを無効にするか、ゲスト用ロールの権限を必要最小限にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.2",)),
)
