"""CloudFront reads buckets through an origin access control; the bucket's policy changes with it, by hand.

https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-s3-origin-access-control-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDFRONT_S3_ORIGIN_ACCESS_CONTROL_ENABLED",
    title=Text(
        "CloudFront distributions reach S3 origins through origin access control",
        "CloudFront ディストリビューションはオリジンアクセスコントロールで S3 オリジンにアクセスする",
    ),
    why=Text(
        (
            "A bucket that anybody may read is read past CloudFront, its WAF and its log. Make an origin access control, "
            "allow cloudfront.amazonaws.com with aws:SourceArn in the bucket policy, set it on the origin, then close the "
            "bucket."
        ),
        (
            "誰でも読めるバケットは、CloudFront とその WAF やログを迂回して読み取られます。オリジンアクセスコントロールを作成"
            "し、バケットポリシーで aws:SourceArn を条件に cloudfront.amazonaws.com を許可してオリジンに設定した後、バケット"
            "の公開を止めてください。"
        ),
    ),
    scope=Scope.US_EAST_1,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudFront.13",), anti_patterns=(11,)),
)
