"""The web page in front of a bucket of templates: a CloudFront distribution that alone reads the bucket, on request.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as action
from awacs.aws import Statement, StringEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, cloudfront

from generator.blocks.policy import allow, service
from generator.blocks.region_condition import outside_of
from generator.blocks.text_parameter import text_parameter
from generator.knowledge.resource_types import missing_regions
from generator.model import Comment, Condition, Element, Output, Parameter, Rule

GROUP = "Page"
PAGE, HAS_DOMAIN = "MakesTemplatePage", "NamesTemplatePage"
DISTRIBUTION = "CloudFrontDistributionForTemplates"
CONTROL, HEADERS = "CloudFrontOriginAccessControlForTemplates", "CloudFrontResponseHeadersPolicyForTemplates"
TYPES = ("Distribution", "OriginAccessControl", "ResponseHeadersPolicy")
# The managed policy CachingOptimized: nothing of the request but the path, and for as long as Cache-Control says.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
TWO_YEARS = 63072000


def page_parameters() -> Iterator[Parameter]:
    """Whether there is a page, and its own host name."""
    yield Parameter(
        name="TemplatePage",
        description=(
            "ENABLED puts CloudFront in front of the bucket: everybody on the web reads the catalogue and the"
            " templates there. Not in China and GovCloud."
        ),
        label="Page",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield text_parameter(
        "TemplatePageDomainName",
        "Domain name",
        "Host name of the page. Empty takes CloudFront's own, which lets viewers use TLS 1.0.",
        "^([a-z0-9-]+(\\.[a-z0-9-]+)+)?$",
        "A host name such as templates.example.com, or nothing.",
        group=GROUP,
        most=253,
    )
    yield text_parameter(
        "TemplatePageCertificateArn",
        "Certificate",
        "ACM certificate for the host name, in the Region that CloudFront takes it from: US East (N. Virginia).",
        "^(arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[a-zA-Z0-9-]+)?$",
        "The ARN of an ACM certificate, or nothing.",
        group=GROUP,
    )


def page_rules() -> Iterator[Rule]:
    """A host name and its certificate come together."""
    both = "Give TemplatePageDomainName and TemplatePageCertificateArn together."
    for one, other in (("DomainName", "CertificateArn"), ("CertificateArn", "DomainName")):
        given, needed = (Not(Equals(Ref(f"TemplatePage{each}"), "")) for each in (one, other))
        yield Rule(
            f"TemplatePageHas{other}",
            {"RuleCondition": given, "Assertions": [{"Assert": needed, "AssertDescription": both}]},
        )


def page_conditions() -> Iterator[Condition]:
    """``PAGE`` where it is wanted and CloudFront is there; ``HAS_DOMAIN`` where it has a host name of its own."""
    lacking = {region for each in TYPES for region in missing_regions(f"AWS::CloudFront::{each}")}
    yield outside_of("HasCloudFront", lacking)
    yield Condition(PAGE, And(Equals(Ref("TemplatePage"), "ENABLED"), {"Condition": "HasCloudFront"}))
    yield Condition(HAS_DOMAIN, Not(Equals(Ref("TemplatePageCertificateArn"), "")))


def page_reads(on: Any) -> Statement:
    """The distribution of this stack may read ``on``, and no other one."""
    distribution = Sub(f"arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{DISTRIBUTION}}}")
    return allow(
        action.GetObject,
        sid="AllowPageToRead",
        to=service("cloudfront"),
        on=on,
        if_=(StringEquals("aws:SourceArn", distribution),),
    )


def page_url() -> Output:
    """Where the page is."""
    return Output(
        name="TemplatePageUrl",
        description="URL of the page.",
        value=If(
            HAS_DOMAIN, Sub("https://${TemplatePageDomainName}/"), Sub(f"https://${{{DISTRIBUTION}.DomainName}}/")
        ),
        condition=PAGE,
    )


def page(bucket: str, path: Any) -> Iterator[Element]:
    """What serves the objects of ``bucket`` below ``path``, which is the prefix of their keys with a slash before it."""
    yield Comment("The page: only this distribution reads the bucket for CloudFront, with signed requests.")
    yield cloudfront.OriginAccessControl(
        CONTROL,
        Condition=PAGE,
        OriginAccessControlConfig=cloudfront.OriginAccessControlConfig(
            Name=Sub("${NamePrefix}-templates-${AWS::Region}"),
            OriginAccessControlOriginType="s3",
            SigningBehavior="always",
            SigningProtocol="sigv4",
        ),
    )
    yield cloudfront.ResponseHeadersPolicy(
        HEADERS,
        Condition=PAGE,
        ResponseHeadersPolicyConfig=cloudfront.ResponseHeadersPolicyConfig(
            Name=Sub("${NamePrefix}-templates-${AWS::Region}"),
            SecurityHeadersConfig=security_headers(CONTENT_SECURITY_POLICY),
        ),
    )
    yield cloudfront.Distribution(DISTRIBUTION, Condition=PAGE, DistributionConfig=_distribution(bucket, path))


def security_headers(content_security_policy: Any) -> cloudfront.SecurityHeadersConfig:
    """Headers that every answer has, whatever the origin sends."""
    return cloudfront.SecurityHeadersConfig(
        ContentSecurityPolicy=cloudfront.ContentSecurityPolicy(
            ContentSecurityPolicy=content_security_policy, Override=True
        ),
        ContentTypeOptions=cloudfront.ContentTypeOptions(Override=True),
        FrameOptions=cloudfront.FrameOptions(FrameOption="DENY", Override=True),
        ReferrerPolicy=cloudfront.ReferrerPolicy(ReferrerPolicy="no-referrer", Override=True),
        StrictTransportSecurity=cloudfront.StrictTransportSecurity(
            AccessControlMaxAgeSec=TWO_YEARS, IncludeSubdomains=False, Override=True
        ),
    )


def _distribution(bucket: str, path: Any) -> cloudfront.DistributionConfig:
    certificate = cloudfront.ViewerCertificate(
        AcmCertificateArn=Ref("TemplatePageCertificateArn"),
        MinimumProtocolVersion="TLSv1.2_2021",
        SslSupportMethod="sni-only",
    )
    return cloudfront.DistributionConfig(
        Comment="Catalogue of account-baseline",
        Enabled=True,
        HttpVersion="http2and3",
        IPV6Enabled=True,
        Aliases=If(HAS_DOMAIN, [Ref("TemplatePageDomainName")], NoValue),
        ViewerCertificate=If(HAS_DOMAIN, certificate, cloudfront.ViewerCertificate(CloudFrontDefaultCertificate=True)),
        DefaultRootObject="latest/index.html",
        Origins=[
            cloudfront.Origin(
                Id="templates",
                DomainName=GetAtt(bucket, "RegionalDomainName"),
                OriginPath=path,
                OriginAccessControlId=GetAtt(CONTROL, "Id"),
                # With an origin access control there is no origin access identity, and the empty text says so.
                S3OriginConfig=cloudfront.S3OriginConfig(OriginAccessIdentity=""),
            )
        ],
        DefaultCacheBehavior=cloudfront.DefaultCacheBehavior(
            TargetOriginId="templates",
            ViewerProtocolPolicy="redirect-to-https",
            AllowedMethods=["GET", "HEAD"],
            Compress=True,
            CachePolicyId=CACHING_OPTIMIZED,
            ResponseHeadersPolicyId=Ref(HEADERS),
        ),
    )
