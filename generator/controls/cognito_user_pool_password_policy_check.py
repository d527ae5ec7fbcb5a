"""Passwords of user pools are long and mixed; UpdateUserPool resets what it is not told, so the policy is set by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cognito-user-pool-password-policy-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="COGNITO_USER_POOL_PASSWORD_POLICY_CHECK",
    title=Text(
        "User pools demand passwords of 8 characters and of every kind",
        "ユーザープールは全種類の文字を含む 8 文字以上のパスワードを要求する",
    ),
    why=Text(
        (
            "Short passwords are guessed, and a temporary one that nobody used waits for whoever finds it. Let the password "
            "policy of the pool demand upper and lower case, a digit and a symbol, and end temporary passwords within 7 days."
        ),
        (
            "短いパスワードは推測され、使われていない一時パスワードは見つけた人に使われます。プールのパスワードポリシーで大文字、"
            "小文字、数字、記号を必須にし、一時パスワードの有効期間を 7 日以内にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Cognito.3",)),
    # The rule demands every kind of character unless it is told otherwise.
    inputs={"minLength": "8", "temporaryPasswordValidity": "7"},
)
