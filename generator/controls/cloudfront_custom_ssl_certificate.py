"""CloudFront distributions have a certificate of their own; it needs a domain name, so that it is chosen by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-custom-ssl-certificate.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
    title=Text(
        "CloudFront distributions use custom TLS certificates",
        "CloudFront ディストリビューションはカスタム TLS 証明書を使う",
    ),
    why=Text(
        (
            "Under the default certificate viewers see a name that is not yours, and TLS 1.0 is accepted. Request a "
            "certificate in ACM in us-east-1, add the domain name as an alternate one, and point DNS at the distribution."
        ),
        (
            "デフォルト証明書では自社以外のドメイン名が表示され、TLS 1.0 も受け入れられます。us-east-1 の ACM で証明書を取得"
            "し、代替ドメイン名を追加して DNS をディストリビューションに向けてください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.7",), trusted_advisor=("N425c450f2",)),
)
