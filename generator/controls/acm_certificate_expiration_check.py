"""Certificates in ACM are renewed in time; one that does not renew itself is replaced by hand.

https://docs.aws.amazon.com/config/latest/developerguide/acm-certificate-expiration-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ACM_CERTIFICATE_EXPIRATION_CHECK",
    title=Text("ACM certificates do not expire within 30 days", "ACM の証明書は 30 日以内に期限切れにならない"),
    why=Text(
        (
            "An expired certificate stops every client. For an issued one, put back the CNAME record that validates its "
            "domain; an imported one must be imported anew under the same ARN."
        ),
        (
            "証明書が期限切れになると、すべてのクライアントが接続できなくなります。発行された証明書はドメイン検証用の CNAME "
            "レコードを復元し、インポートした証明書は同じ ARN に再インポートしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ACM.1",), trusted_advisor=("N425c450f2",)),
    inputs={"daysToExpiration": "30"},
)
