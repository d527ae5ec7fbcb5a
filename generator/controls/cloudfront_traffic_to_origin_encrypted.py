"""CloudFront talks to origins over HTTPS; the origin needs a certificate first, so that it is changed by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-traffic-to-origin-encrypted.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_TRAFFIC_TO_ORIGIN_ENCRYPTED",
    title=Text(
        "CloudFront encrypts traffic to custom origins",
        "CloudFront はカスタムオリジンへの通信を暗号化する",
    ),
    why=Text(
        (
            "What CloudFront fetches over HTTP can be read and changed on its way. Install a valid certificate on the "
            "origin, then set its protocol policy to HTTPS only, or to match viewer with viewers redirected to HTTPS."
        ),
        (
            "CloudFront が HTTP で取得する内容は経路上で読み取り、改ざんできます。オリジンに有効な証明書を導入し、オリジンの"
            "プロトコルポリシーを HTTPS のみ、または HTTPS へのリダイレクトを伴うビューワーに一致にしてください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.9",), trusted_advisor=("N430c450f2",), anti_patterns=(11,)),
)
