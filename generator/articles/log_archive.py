"""Emits templates/log-archive.yaml: the buckets of an Organization's log archive account for CloudTrail and AWS Config.

https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as action
from awacs.aws import Statement, StringEquals
from troposphere import Equals, GetAtt, If, Not, NoValue, Ref, Sub, s3

from generator.blocks.access_log_bucket import access_log_bucket, logged_to
from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.archive_bucket_name import bucket_name, bucket_prefix, names_buckets
from generator.blocks.object_lock import locked, object_lock
from generator.blocks.policy import EVERYONE, allow, deny, service
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Log archive"
OF_ORGANIZATION, ACCESS_LOGS = "ArchiveOfOrganization", "LogArchiveAccessLogs"
SOURCES = {
    "aws:SourceOrgID": If(OF_ORGANIZATION, Ref("ArchiveOrganizationId"), NoValue),
    "aws:SourceAccount": If(OF_ORGANIZATION, NoValue, Ref("ArchiveAccountIds")),
}
BUCKETS = {"S3ForCloudTrailArchive": "cloudtrail", "S3ForConfigArchive": "config"}


def elements() -> Iterator[Element]:
    """Parameters, the bucket for access logs, then a bucket for each service."""
    yield from _parameters()
    yield from object_lock("ArchiveObjectLock", "ArchiveObjectLockInDays", GROUP)
    yield Condition(OF_ORGANIZATION, Not(Equals(Ref("ArchiveOrganizationId"), "")))
    yield from names_buckets()
    yield from access_log_bucket(ACCESS_LOGS, tuple(BUCKETS), Ref("ArchiveRetentionInDays"))
    yield from _archive("S3ForCloudTrailArchive", locked("ArchiveObjectLock", "ArchiveObjectLockInDays"))
    yield Comment(
        "Never locked: AWS Config does not deliver to a bucket with Object Lock. The policy below refuses deletion instead."
    )
    yield from _archive("S3ForConfigArchive", {})
    for bucket, writer in BUCKETS.items():
        yield Output(
            name=f"BucketName{bucket[2:]}",
            description=f"Bucket to which {writer} of every account delivers.",
            value=Ref(bucket),
        )


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name="ArchiveOrganizationId",
        description="Organization whose accounts may deliver. Empty takes the accounts below instead.",
        label="Organization",
        group=GROUP,
        default="",
        allowed_pattern="^(o-[a-z0-9]{10,32})?$",
        constraint="An Organization's id such as o-abcde12345, or nothing.",
        example="o-exampleorgid",
    )
    yield Parameter(
        name="ArchiveAccountIds",
        description="Accounts that may deliver, separated by commas, where no Organization is given.",
        label="Accounts",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="Account ids of 12 digits, or nothing.",
    )
    yield bucket_prefix(GROUP)
    yield Parameter(
        name="ArchiveRetentionInDays",
        description="Days after which what was delivered is deleted.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=2557,
        min_value=366,
        max_value=36500,
    )
    yield Parameter(
        name="ArchiveTransitionInDays",
        description="Days after which what was delivered moves to the storage class below.",
        label="Transition in days",
        group=GROUP,
        type="Number",
        default=90,
        min_value=30,
        max_value=365,
    )
    yield Parameter(
        name="ArchiveStorageClass",
        description="Storage class of what is older. GLACIER and DEEP_ARCHIVE must be restored before they are read.",
        label="Storage class",
        group=GROUP,
        default="GLACIER_IR",
        allowed_values=("GLACIER_IR", "STANDARD_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE"),
    )
    yield _either_organization_or_accounts()


def _either_organization_or_accounts() -> Rule:
    organization = Equals(Ref("ArchiveOrganizationId"), "")
    accounts = {"Fn::EachMemberEquals": [Ref("ArchiveAccountIds"), ""]}
    words = "Give ArchiveOrganizationId or ArchiveAccountIds."
    return Rule(
        "ArchiveHasSources",
        {"Assertions": [{"Assert": Not({"Fn::And": [organization, accounts]}), "AssertDescription": words}]},
    )


def _archive(bucket: str, properties: dict[str, Any]) -> Iterator[Element]:
    writer = BUCKETS[bucket]
    yield private_bucket(
        bucket,
        rules=(_transition(), expiry(Ref("ArchiveRetentionInDays"))),
        **bucket_name(writer),
        **logged_to(ACCESS_LOGS, writer),
        **properties,
    )
    yield bucket_policy(f"S3BucketPolicyFor{bucket.removeprefix('S3For')}", bucket, *_statements(bucket, writer))


def _transition() -> s3.LifecycleRule:
    transition = s3.LifecycleRuleTransition(
        StorageClass=Ref("ArchiveStorageClass"), TransitionInDays=Ref("ArchiveTransitionInDays")
    )
    return s3.LifecycleRule(Id="MoveToColderStorage", Status="Enabled", Transitions=[transition])


def _statements(bucket: str, writer: str) -> tuple[Statement, ...]:
    check = [action.GetBucketAcl, *([action.ListBucket] if writer == "config" else [])]
    objects = Sub(f"${{{bucket}.Arn}}/AWSLogs/*")
    owned = StringEquals({"s3:x-amz-acl": "bucket-owner-full-control", **SOURCES})
    return (
        allow(
            *check,
            sid="AllowServiceToCheck",
            to=service(writer),
            on=GetAtt(bucket, "Arn"),
            if_=(StringEquals(SOURCES),),
        ),
        allow(action.PutObject, sid="AllowServiceToDeliver", to=service(writer), on=objects, if_=(owned,)),
        deny(
            action.DeleteObject,
            action.DeleteObjectVersion,
            sid="DenyDeletion",
            to=EVERYONE,
            on=Sub(f"${{{bucket}.Arn}}/*"),
        ),
    )


ARTICLE = Article(
    title=Text("Log archive", "ログアーカイブ"),
    summary=Text(
        "Central buckets for the CloudTrail and AWS Config logs of an Organization or of listed accounts, write-once if wanted.",
        "組織または指定アカウントの CloudTrail と AWS Config のログを集約するバケット。書き換え不可(WORM)も選べます。",
    ),
    scope=Scope.LOG_ARCHIVE,
    cost=Text("Storage and requests by volume.", "ストレージとリクエストの従量課金。"),
    elements=elements,
)
