"""Emits templates/template-bucket.yaml: the bucket that `baseline publish` publishes to, and on request the page in front of it.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as action
from troposphere import Equals, If, Not, NoValue, Ref, Sub, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.deployment import name_prefix
from generator.blocks.private_bucket import NO_PUBLIC_ACCESS, bucket_policy, private_bucket
from generator.blocks.release_policy import RELEASES, deny_change_of_releases
from generator.blocks.template_page import (
    PAGE,
    page,
    page_conditions,
    page_parameters,
    page_reads,
    page_rules,
    page_url,
)
from generator.blocks.text_parameter import text_parameter
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP, BUCKET = "Template bucket", "S3ForTemplates"
HAS_PREFIX, ORGANIZATION = "PrefixesTemplates", "OrganizationReadsTemplates"


def elements() -> Iterator[Element]:
    """Parameters, the bucket and its policy, then what stands in front of it."""
    yield from name_prefix()
    yield from _bucket_parameters()
    yield from page_parameters()
    yield _organization_rule()
    yield from page_rules()
    yield from _conditions()
    yield _bucket()
    yield Comment(
        "A version that is published never changes: no overwriting, no deletion. Only latest/ moves."
        " Readers outside this account are the Organization's, or with PUBLIC everybody.",
    )
    yield bucket_policy("S3BucketPolicyForTemplates", BUCKET, *_statements())
    yield from page(BUCKET, If(HAS_PREFIX, Sub("/${TemplateBucketPrefix}"), NoValue))
    yield Output(name="TemplateBucketNameInUse", description="Bucket to publish to.", value=Ref(BUCKET))
    yield Output(
        name="TemplateBaseUrl",
        description="URL of all versions, for baseline download. Launch links take it with /VERSION/templates behind it.",
        value=If(
            HAS_PREFIX,
            Sub(f"https://${{{BUCKET}.RegionalDomainName}}/${{TemplateBucketPrefix}}"),
            Sub(f"https://${{{BUCKET}.RegionalDomainName}}"),
        ),
    )
    yield page_url()


def _bucket_parameters() -> Iterator[Parameter]:
    yield text_parameter(
        "TemplateBucketName",
        "Name",
        "Name of the bucket, without dots. Empty lets CloudFormation give one.",
        "^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])?$",
        "3 to 63 lower case letters, digits and hyphens, or nothing.",
        group=GROUP,
    )
    yield text_parameter(
        "TemplateBucketPrefix",
        "Prefix",
        "Beginning of every key, as given to baseline publish. Empty for none.",
        "^([a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*)?$",
        "Lower case letters, digits and hyphens between slashes, or nothing.",
        group=GROUP,
        most=64,
    )
    yield Parameter(
        name="TemplateBucketReaders",
        description=(
            "Who may read what is published. PRIVATE leaves it to the policies of this account;"
            " PUBLIC needs block public access to be off in the account."
        ),
        label="Readers",
        group=GROUP,
        default="PRIVATE",
        allowed_values=("PRIVATE", "ORGANIZATION", "PUBLIC"),
    )
    yield text_parameter(
        "TemplateBucketOrganizationId",
        "Organization",
        "Organization whose principals may read, with ORGANIZATION.",
        "^(o-[a-z0-9]{10,32})?$",
        "An Organization's id such as o-abcde12345, or nothing.",
        group=GROUP,
    )
    yield Parameter(
        name="TemplateBucketNoncurrentVersionExpirationInDays",
        description="Days for which earlier states of latest/ are kept.",
        label="Expiration of old versions in days",
        group=GROUP,
        type="Number",
        default=365,
        min_value=1,
        max_value=36500,
    )
    yield text_parameter(
        "TemplateBucketAccessLogBucketName",
        "Bucket for access logs",
        "Bucket of this Region and account that receives the access logs. Empty logs none.",
        or_nothing(BUCKET_NAME_PATTERN),
        "The name of a bucket, or nothing.",
        group=GROUP,
    )


def _organization_rule() -> Rule:
    organization = {
        "RuleCondition": Equals(Ref("TemplateBucketReaders"), "ORGANIZATION"),
        "Assertions": [
            {
                "Assert": Not(Equals(Ref("TemplateBucketOrganizationId"), "")),
                "AssertDescription": "Give TemplateBucketOrganizationId with ORGANIZATION.",
            }
        ],
    }
    return Rule("TemplateBucketHasOrganization", organization)


def _conditions() -> Iterator[Condition]:
    yield Condition("NamesTemplateBucket", Not(Equals(Ref("TemplateBucketName"), "")))
    yield Condition(HAS_PREFIX, Not(Equals(Ref("TemplateBucketPrefix"), "")))
    yield Condition("OthersReadTemplates", Not(Equals(Ref("TemplateBucketReaders"), "PRIVATE")))
    yield Condition(ORGANIZATION, Equals(Ref("TemplateBucketReaders"), "ORGANIZATION"))
    yield Condition("EverybodyReadsTemplates", Equals(Ref("TemplateBucketReaders"), "PUBLIC"))
    yield Condition("LogsAccessToTemplates", Not(Equals(Ref("TemplateBucketAccessLogBucketName"), "")))
    yield from page_conditions()


def _bucket() -> Element:
    old = s3.NoncurrentVersionExpiration(NoncurrentDays=Ref("TemplateBucketNoncurrentVersionExpirationInDays"))
    logging = s3.LoggingConfiguration(
        DestinationBucketName=Ref("TemplateBucketAccessLogBucketName"), LogFilePrefix="Templates/"
    )
    # A public policy is let through; an ACL never is.
    public = s3.PublicAccessBlockConfiguration(
        BlockPublicAcls=True, BlockPublicPolicy=False, IgnorePublicAcls=True, RestrictPublicBuckets=False
    )
    return private_bucket(
        BUCKET,
        rules=(s3.LifecycleRule(Id="ExpireOldVersions", Status="Enabled", NoncurrentVersionExpiration=old),),
        BucketName=If("NamesTemplateBucket", Ref("TemplateBucketName"), NoValue),
        PublicAccessBlockConfiguration=If("EverybodyReadsTemplates", public, NO_PUBLIC_ACCESS),
        LoggingConfiguration=If("LogsAccessToTemplates", logging, NoValue),
    )


def _statements() -> Iterator[Any]:
    everything = Sub(f"${{{BUCKET}.Arn}}/*")
    organization = {"StringEquals": {"aws:PrincipalOrgID": Ref("TemplateBucketOrganizationId")}}
    # awacs takes no condition that stands under Fn::If.
    readers = {
        "Sid": "AllowReaders",
        "Effect": "Allow",
        "Principal": "*",
        "Action": [action.GetObject],
        "Resource": [everything],
        "Condition": If(ORGANIZATION, organization, NoValue),
    }
    yield If("OthersReadTemplates", readers, NoValue)
    yield If(PAGE, page_reads(everything), NoValue)
    yield from deny_change_of_releases(
        If(
            HAS_PREFIX,
            Sub(f"${{{BUCKET}.Arn}}/${{TemplateBucketPrefix}}/{RELEASES}"),
            Sub(f"${{{BUCKET}.Arn}}/{RELEASES}"),
        )
    )


ARTICLE = Article(
    title=Text("Template bucket", "テンプレート用バケット"),
    summary=Text(
        "The bucket that templates are published to: versions that never change, read by whom you choose, and a web page on request.",
        "テンプレートの公開先バケット。公開した版は変更できず、閲覧者を選べます。必要に応じて Web ページも用意します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Storage and requests by volume; the page by requests and traffic of CloudFront.",
        "ストレージとリクエストの従量課金。ページは CloudFront のリクエストと転送量の従量課金。",
    ),
    elements=elements,
)
