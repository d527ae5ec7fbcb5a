"""RSA certificates in ACM have keys of 2048 bits or more; a weaker one is replaced by hand.

https://docs.aws.amazon.com/config/latest/developerguide/acm-certificate-rsa-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ACM_CERTIFICATE_RSA_CHECK",
    title=Text(
        "RSA certificates in ACM have keys of at least 2048 bits",
        "ACM の RSA 証明書の鍵長は 2048 ビット以上である",
    ),
    why=Text(
        (
            "Shorter RSA keys can be factored. Request or import a certificate with a longer key or an ECDSA one, and change "
            "whatever uses the old one."
        ),
        (
            "短い RSA 鍵は素因数分解で破られます。より長い鍵または ECDSA の証明書を取得し、古い証明書を使用しているリソースを"
            "切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ACM.2",)),
)
