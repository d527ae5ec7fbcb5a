"""CloudFront distributions stand behind AWS WAF; which web ACL fits is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-associated-with-waf.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_ASSOCIATED_WITH_WAF",
    title=Text(
        "CloudFront distributions are protected by AWS WAF",
        "CloudFront ディストリビューションは AWS WAF で保護されている",
    ),
    why=Text(
        (
            "Requests that exploit known weaknesses reach the origin. Make a web ACL of scope CLOUDFRONT in us-east-1, or "
            "use the one-click protection of the console, in count mode first."
        ),
        (
            "既知の脆弱性を突くリクエストがオリジンに届きます。us-east-1 でスコープ CLOUDFRONT の Web ACL を作成するか、コン"
            "ソールのワンクリック保護を使い、まずカウントモードで有効にしてください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.6",), anti_patterns=(12,)),
)
