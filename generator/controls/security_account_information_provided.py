"""AWS knows whom to call about security; the address is nobody's but the user's to choose.

https://docs.aws.amazon.com/config/latest/developerguide/security-account-information-provided.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SECURITY_ACCOUNT_INFORMATION_PROVIDED",
    title=Text("The account has a security contact", "セキュリティの代替連絡先が登録されている"),
    why=Text(
        "AWS writes about abuse and leaked keys to the root address, which nobody reads. Enter an alternate security contact.",
        "不正使用やキー漏えいの通知はルートのアドレスに届き、見落とされます。セキュリティの代替連絡先を登録してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("Account.1",), cis={"3.0.0": ("1.2",), "5.0.0": ("1.2",)}, anti_patterns=(21,)),
)
