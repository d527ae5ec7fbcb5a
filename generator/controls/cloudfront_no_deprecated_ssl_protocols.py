"""CloudFront speaks no deprecated SSL to origins; whether an origin can do better is looked up by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-no-deprecated-ssl-protocols.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_NO_DEPRECATED_SSL_PROTOCOLS",
    title=Text(
        "CloudFront does not use deprecated SSL protocols with origins",
        "CloudFront はオリジンとの通信に非推奨の SSL プロトコルを使わない",
    ),
    why=Text(
        (
            "SSLv3 can be broken. Check that the origin accepts TLS 1.2, then leave only TLSv1.2 among its origin SSL "
            "protocols."
        ),
        (
            "SSLv3 は解読されます。オリジンが TLS 1.2 を受け入れることを確認し、オリジン SSL プロトコルを TLSv1.2 のみにして"
            "ください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.10",), trusted_advisor=("N430c450f2",)),
)
