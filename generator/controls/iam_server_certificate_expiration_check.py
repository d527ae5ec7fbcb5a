"""Server certificates in IAM have not expired; a repair would take a certificate from a load balancer that may use it.

https://docs.aws.amazon.com/config/latest/developerguide/iam-server-certificate-expiration-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_SERVER_CERTIFICATE_EXPIRATION_CHECK",
    title=Text("Server certificates in IAM have not expired", "IAM のサーバー証明書は期限切れでない"),
    why=Text(
        "An expired certificate can be put on a load balancer by mistake. Move to Certificate Manager, then delete the old one.",
        "期限切れの証明書は誤って使われるおそれがあります。Certificate Manager に移行してから削除してください。",
    ),
    # The rule exists in us-east-1 and cn-north-1 only, wherever home is.
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.26",), cis={"3.0.0": ("1.19",), "5.0.0": ("1.18",)}, trusted_advisor=("N425c450f2",)
    ),
)
