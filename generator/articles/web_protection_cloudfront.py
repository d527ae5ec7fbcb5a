"""Emits templates/web-protection-cloudfront.yaml: a private bucket on the web through CloudFront, with a web ACL if wanted.

A web ACL for CloudFront, and the certificate of a host name, are of US East (N. Virginia) only; nothing is made elsewhere.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
"""

from collections.abc import Iterator

from awacs import s3 as action
from awacs.aws import Statement, StringEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, cloudfront, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.cloudfront_logs import (
    cloudfront_log_condition,
    cloudfront_log_parameter,
    cloudfront_logs,
)
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.policy import allow, service
from generator.blocks.private_bucket import bucket_policy, private_bucket
from generator.blocks.region_condition import inside_of
from generator.blocks.template_page import CACHING_OPTIMIZED, security_headers
from generator.blocks.text_parameter import text_parameter
from generator.blocks.web_acl import WebAcl, web_acl, web_acl_arn, web_acl_conditions, web_acl_parameters
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "CloudFront"
HERE, MAKES, HAS_DOMAIN = "RunsInUsEast1", "MakesWebSite", "NamesWebSite"
ACCESS_LOG_BUCKET, LOGS_ACCESS = "WebSiteAccessLogBucketName", "LogsAccessToWebSite"
BUCKET, DISTRIBUTION = "S3ForWebSite", "CloudFrontDistributionForWebSite"
CONTROL, HEADERS = "CloudFrontOriginAccessControlForWebSite", "CloudFrontResponseHeadersPolicyForWebSite"
ACL = WebAcl("CloudFrontWebAcl", "CloudFront", "CLOUDFRONT", "cloudfront")
NAME = Sub(f"${{{NAME_PREFIX}}}-web-site")


def elements() -> Iterator[Element]:
    """Parameters, the bucket, the web ACL, and the distribution that stands before the one and behind the other."""
    yield from _parameters()
    yield from web_acl_parameters(ACL, "Web ACL")
    yield from name_prefix()
    yield from _rules()
    yield inside_of(HERE, ["us-east-1"])
    yield Condition(MAKES, And({"Condition": HERE}, Equals(Ref("WebSite"), "CREATE")))
    yield Condition(HAS_DOMAIN, Not(Equals(Ref("WebSiteCertificateArn"), "")))
    yield Condition(LOGS_ACCESS, Not(Equals(Ref(ACCESS_LOG_BUCKET), "")))
    yield cloudfront_log_condition(MAKES)
    yield from web_acl_conditions(ACL, {"Condition": HERE})
    yield from _bucket()
    yield from web_acl(ACL)
    yield from _distribution()
    yield from cloudfront_logs(DISTRIBUTION)
    yield Output(name="WebSiteBucketName", description="Bucket to upload to.", value=Ref(BUCKET), condition=MAKES)
    yield Output(
        name="WebSiteUrl",
        description="URL of the site; a host name of its own must point there.",
        value=Sub(f"https://${{{DISTRIBUTION}.DomainName}}/"),
        condition=MAKES,
    )
    yield Output(
        name="CloudFrontWebAclArn",
        description="Web ACL for other distributions too.",
        value=web_acl_arn(ACL),
        condition=ACL.made,
    )


def _parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="WebSite",
        description="CREATE makes a private bucket and a distribution: everybody on the web reads what is put there. In us-east-1 only.",
        label="Site",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "DISABLED"),
    )
    yield text_parameter(
        "WebSiteDomainName",
        "Domain name",
        "Host name of the site. Empty takes CloudFront's own, which lets viewers use TLS 1.0 whatever is chosen below.",
        "^([a-z0-9-]+(\\.[a-z0-9-]+)+)?$",
        "A host name such as www.example.com, or nothing.",
        group=GROUP,
        most=253,
    )
    yield text_parameter(
        "WebSiteCertificateArn",
        "Certificate",
        "ACM certificate of this Region for the host name.",
        "^(arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-zA-Z0-9-]+)?$",
        "The ARN of an ACM certificate, or nothing.",
        group=GROUP,
    )
    yield Parameter(
        name="WebSiteTlsPolicy",
        description="Oldest TLS and ciphers of viewers, by CloudFront's name of the policy.",
        label="TLS policy",
        group=GROUP,
        default="TLSv1.2_2021",
        allowed_values=("TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"),
    )
    yield Parameter(
        name="WebSiteContentSecurityPolicy",
        description="From where pages may load what. The default lets a page load from its own site only, and nobody frame it.",
        label="Content security policy",
        group=GROUP,
        default="default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        allowed_pattern="^[a-zA-Z0-9 '*:;/._=+-]{1,1024}$",
        constraint="The value of a Content-Security-Policy header.",
    )
    yield Parameter(
        name="WebSiteNoncurrentVersionExpirationInDays",
        description="Days for which earlier states of files are kept.",
        label="Expiration of old versions in days",
        group=GROUP,
        type="Number",
        default=90,
        min_value=1,
        max_value=36500,
    )
    yield cloudfront_log_parameter(GROUP)
    yield text_parameter(
        ACCESS_LOG_BUCKET,
        "Bucket for access logs of the bucket",
        "Bucket of this Region and account that receives S3's own access logs of the site's bucket. Empty logs none.",
        or_nothing(BUCKET_NAME_PATTERN),
        "The name of a bucket, or nothing.",
        group=GROUP,
    )


def _rules() -> Iterator[Rule]:
    both = "Give WebSiteDomainName and WebSiteCertificateArn together."
    for one, other in (("DomainName", "CertificateArn"), ("CertificateArn", "DomainName")):
        given, needed = (Not(Equals(Ref(f"WebSite{each}"), "")) for each in (one, other))
        yield Rule(
            f"WebSiteHas{other}",
            {"RuleCondition": given, "Assertions": [{"Assert": needed, "AssertDescription": both}]},
        )


def _bucket() -> Iterator[Element]:
    old = s3.NoncurrentVersionExpiration(NoncurrentDays=Ref("WebSiteNoncurrentVersionExpirationInDays"))
    expire = s3.LifecycleRule(Id="ExpireOldVersions", Status="Enabled", NoncurrentVersionExpiration=old)
    yield Comment(
        "Nobody reads the bucket itself: no website hosting, no public policy. Left open on purpose: no access log without a bucket for"
        " it, which only its owner can name."
    )
    target = s3.LoggingConfiguration(DestinationBucketName=Ref(ACCESS_LOG_BUCKET), LogFilePrefix="WebSite/")
    logging = If(LOGS_ACCESS, target, NoValue)
    yield private_bucket(BUCKET, condition=MAKES, rules=(expire,), LoggingConfiguration=logging)
    yield bucket_policy("S3BucketPolicyForWebSite", BUCKET, _allow_distribution(), condition=MAKES)


def _allow_distribution() -> Statement:
    distribution = Sub(f"arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{DISTRIBUTION}}}")
    return allow(
        action.GetObject,
        sid="AllowDistributionToRead",
        to=service("cloudfront"),
        on=Sub(f"${{{BUCKET}.Arn}}/*"),
        if_=(StringEquals("aws:SourceArn", distribution),),
    )


def _distribution() -> Iterator[Element]:
    yield Comment(
        "Origin access control, which AWS recommends instead of origin access identities: every request to S3 is signed."
    )
    yield cloudfront.OriginAccessControl(
        CONTROL,
        Condition=MAKES,
        OriginAccessControlConfig=cloudfront.OriginAccessControlConfig(
            Name=NAME, OriginAccessControlOriginType="s3", SigningBehavior="always", SigningProtocol="sigv4"
        ),
    )
    yield cloudfront.ResponseHeadersPolicy(
        HEADERS,
        Condition=MAKES,
        ResponseHeadersPolicyConfig=cloudfront.ResponseHeadersPolicyConfig(
            Name=NAME, SecurityHeadersConfig=security_headers(Ref("WebSiteContentSecurityPolicy"))
        ),
    )
    yield cloudfront.Distribution(DISTRIBUTION, Condition=MAKES, DistributionConfig=_config())


def _config() -> cloudfront.DistributionConfig:
    certificate = cloudfront.ViewerCertificate(
        AcmCertificateArn=Ref("WebSiteCertificateArn"),
        MinimumProtocolVersion=Ref("WebSiteTlsPolicy"),
        SslSupportMethod="sni-only",
    )
    origin = cloudfront.Origin(
        Id="bucket",
        DomainName=GetAtt(BUCKET, "RegionalDomainName"),
        OriginAccessControlId=GetAtt(CONTROL, "Id"),
        # With an origin access control there is no origin access identity, and the empty text says so.
        S3OriginConfig=cloudfront.S3OriginConfig(OriginAccessIdentity=""),
    )
    return cloudfront.DistributionConfig(
        Comment="Web site of account-baseline",
        Enabled=True,
        HttpVersion="http2and3",
        IPV6Enabled=True,
        Aliases=If(HAS_DOMAIN, [Ref("WebSiteDomainName")], NoValue),
        ViewerCertificate=If(HAS_DOMAIN, certificate, cloudfront.ViewerCertificate(CloudFrontDefaultCertificate=True)),
        WebACLId=If(ACL.made, web_acl_arn(ACL), NoValue),
        DefaultRootObject="index.html",
        Origins=[origin],
        DefaultCacheBehavior=cloudfront.DefaultCacheBehavior(
            TargetOriginId="bucket",
            ViewerProtocolPolicy="redirect-to-https",
            AllowedMethods=["GET", "HEAD"],
            Compress=True,
            CachePolicyId=CACHING_OPTIMIZED,
            ResponseHeadersPolicyId=Ref(HEADERS),
        ),
    )


ARTICLE = Article(
    title=Text("Web protection with CloudFront", "CloudFront による Web の保護"),
    summary=Text(
        "A private bucket on the web: CloudFront with origin access control, a TLS policy, security headers and a web ACL on request.",
        "非公開バケットを CloudFront で公開。オリジンアクセスコントロール、TLS ポリシー、セキュリティヘッダーを設定し、"
        "Web ACL も選べます。",
    ),
    scope=Scope.US_EAST_1,
    cost=Text(
        "Storage, requests, traffic and logs by volume; a web ACL and its rules, if chosen, by the month.",
        "ストレージ、リクエスト、転送量、ログの従量課金。Web ACL とルールは選択時のみ月額課金。",
    ),
    elements=elements,
    detected_by=(
        "CLOUDFRONT_S3_ORIGIN_ACCESS_CONTROL_ENABLED",
        "CLOUDFRONT_ASSOCIATED_WITH_WAF",
        "CLOUDFRONT_VIEWER_POLICY_HTTPS",
        "CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
        "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
        "WAFV2_LOGGING_ENABLED",
        "WAFV2_WEBACL_NOT_EMPTY",
    ),
)
