"""CloudFront serves viewers over HTTPS; clients that cannot follow are looked for by hand first.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-viewer-policy-https.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_VIEWER_POLICY_HTTPS",
    title=Text("CloudFront requires HTTPS from viewers", "CloudFront はビューワーに HTTPS を要求する"),
    why=Text(
        (
            "What viewers send and get over HTTP can be read and changed on its way. Set the viewer protocol policy of every "
            "cache behavior to redirect-to-https, or to https-only for APIs."
        ),
        (
            "HTTP での通信は経路上で読み取り、改ざんできます。すべてのキャッシュビヘイビアのビューワープロトコルポリシーを re"
            "direct-to-https に、API では https-only にしてください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.3",)),
)
