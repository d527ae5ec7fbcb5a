"""Emits templates/private-bucket.yaml: a bucket for data, private, encrypted and versioned, with the choices of its life.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as action
from awacs.aws import NumericGreaterThan, StringEquals
from troposphere import Equals, If, Not, NoValue, Ref, Sub, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.object_lock import locked, object_lock
from generator.blocks.policy import EVERYONE, deny
from generator.blocks.private_bucket import SSE_S3, bucket_policy, private_bucket
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Private bucket"
GIVEN = {
    "NamesPrivateBucket": "PrivateBucketName",
    "EncryptsPrivateBucketWithKms": "PrivateBucketKmsKeyArn",
    "LogsAccessToPrivateBucket": "PrivateBucketAccessLogBucketName",
}
POSITIVE = {
    "MovesObjects": "PrivateBucketTransitionInDays",
    "ExpiresObjects": "PrivateBucketExpirationInDays",
    "ExpiresVersions": "PrivateBucketNoncurrentVersionExpirationInDays",
    "LimitsPresignedUrls": "PrivateBucketPresignedUrlMaxAgeInSeconds",
}


def elements() -> Iterator[Element]:
    """Parameters, conditions, the bucket and its policy."""
    yield from _texts()
    yield from _lifecycle_parameters()
    yield _choice(
        "Versioning",
        "Versioning",
        "Keeps what was overwritten or deleted. Object Lock needs it.",
        ("Enabled", "Suspended"),
    )
    yield _choice(
        "EventBridge", "Events to EventBridge", "Sends an event for every change of an object.", ("DISABLED", "ENABLED")
    )
    yield from object_lock("PrivateBucketObjectLock", "PrivateBucketObjectLockInDays", GROUP)
    yield _lock_keeps_versions()
    for name, parameter in GIVEN.items():
        yield Condition(name, Not(Equals(Ref(parameter), "")))
    for name, parameter in POSITIVE.items():
        yield Condition(name, Not(Equals(Ref(parameter), "0")))
    yield Condition("SendsEventsToEventBridge", Equals(Ref("PrivateBucketEventBridge"), "ENABLED"))
    yield _bucket()
    yield Comment(
        "Who signed a URL longer ago than the limit is refused, however long the URL itself would hold.",
        "Properties/PolicyDocument/Statement/0",
    )
    yield bucket_policy(
        "S3BucketPolicyForData", "S3ForData", If("LimitsPresignedUrls", _deny_old_signatures(), NoValue)
    )
    yield Output(name="PrivateBucketNameInUse", description="Name of the bucket.", value=Ref("S3ForData"))
    yield Output(name="PrivateBucketArn", description="ARN of the bucket.", value=Sub("${S3ForData.Arn}"))


def _lock_keeps_versions() -> Rule:
    versioned = Equals(Ref("PrivateBucketVersioning"), "Enabled")
    return Rule(
        "PrivateBucketLockKeepsVersions",
        {
            "RuleCondition": Not(Equals(Ref("PrivateBucketObjectLock"), "DISABLED")),
            "Assertions": [
                {"Assert": versioned, "AssertDescription": "Object Lock needs versions: set Versioning to Enabled."}
            ],
        },
    )


def _texts() -> Iterator[Parameter]:
    bucket_name = or_nothing(BUCKET_NAME_PATTERN)
    key = or_nothing(KMS_KEY_ARN_PATTERN)
    for name, label, description, pattern, constraint in (
        (
            "Name",
            "Name",
            "Name of the bucket. Empty lets CloudFormation give one.",
            bucket_name,
            "The name of a bucket, or nothing.",
        ),
        (
            "KmsKeyArn",
            "KMS key",
            "Encrypts with this key. Empty encrypts with SSE-S3, at no cost.",
            key,
            "The ARN of a KMS key, or nothing.",
        ),
        (
            "AccessLogBucketName",
            "Bucket for access logs",
            "Bucket of this Region and account that receives the access logs. Empty logs none.",
            bucket_name,
            "The name of a bucket, or nothing.",
        ),
    ):
        yield Parameter(
            name=f"PrivateBucket{name}",
            description=description,
            label=label,
            group=GROUP,
            default="",
            allowed_pattern=pattern,
            constraint=constraint,
            max_length=63 if name == "Name" else None,
        )


def _lifecycle_parameters() -> Iterator[Parameter]:
    yield _days(
        "TransitionInDays", "Transition in days", "Days after which objects move to the storage class below; 0 never."
    )
    yield _choice(
        "StorageClass",
        "Storage class",
        "Storage class of older objects. INTELLIGENT_TIERING finds the cheapest by itself.",
        ("INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    )
    yield _days("ExpirationInDays", "Expiration in days", "Days after which objects are deleted; 0 never.")
    yield _days(
        "NoncurrentVersionExpirationInDays",
        "Expiration of old versions in days",
        "Days for which old versions are kept; 0 keeps all.",
    )
    yield _days(
        "PresignedUrlMaxAgeInSeconds",
        "Age limit of pre-signed URLs",
        "Seconds after its signature for which a pre-signed URL is accepted; 0 sets no limit.",
        most=604800,
    )


def _days(name: str, label: str, description: str, *, most: int = 36500) -> Parameter:
    return Parameter(
        name=f"PrivateBucket{name}",
        description=description,
        label=label,
        group=GROUP,
        type="Number",
        default=0,
        min_value=0,
        max_value=most,
    )


def _choice(name: str, label: str, description: str, values: tuple[str, ...]) -> Parameter:
    return Parameter(
        name=f"PrivateBucket{name}",
        description=description,
        label=label,
        group=GROUP,
        default=values[0],
        allowed_values=values,
    )


def _bucket() -> Element:
    events = s3.NotificationConfiguration(EventBridgeConfiguration=s3.EventBridgeConfiguration(EventBridgeEnabled=True))
    logging = s3.LoggingConfiguration(
        DestinationBucketName=Ref("PrivateBucketAccessLogBucketName"), LogFilePrefix="Data/"
    )
    return private_bucket(
        "S3ForData",
        encryption=If("EncryptsPrivateBucketWithKms", _sse_kms(), SSE_S3),
        rules=tuple(_rules()),
        BucketName=If("NamesPrivateBucket", Ref("PrivateBucketName"), NoValue),
        VersioningConfiguration=s3.VersioningConfiguration(Status=Ref("PrivateBucketVersioning")),
        LoggingConfiguration=If("LogsAccessToPrivateBucket", logging, NoValue),
        NotificationConfiguration=If("SendsEventsToEventBridge", events, NoValue),
        **locked("PrivateBucketObjectLock", "PrivateBucketObjectLockInDays"),
    )


def _sse_kms() -> s3.BucketEncryption:
    key = s3.ServerSideEncryptionByDefault(SSEAlgorithm="aws:kms", KMSMasterKeyID=Ref("PrivateBucketKmsKeyArn"))
    return s3.BucketEncryption(
        ServerSideEncryptionConfiguration=[
            s3.ServerSideEncryptionRule(ServerSideEncryptionByDefault=key, BucketKeyEnabled=True)
        ]
    )


def _rules() -> Iterator[Any]:
    transition = s3.LifecycleRuleTransition(
        StorageClass=Ref("PrivateBucketStorageClass"), TransitionInDays=Ref("PrivateBucketTransitionInDays")
    )
    old = s3.NoncurrentVersionExpiration(NoncurrentDays=Ref("PrivateBucketNoncurrentVersionExpirationInDays"))
    yield _rule_if("MovesObjects", "MoveToColderStorage", Transitions=[transition])
    yield _rule_if("ExpiresObjects", "ExpireObjects", ExpirationInDays=Ref("PrivateBucketExpirationInDays"))
    yield _rule_if("ExpiresVersions", "ExpireOldVersions", NoncurrentVersionExpiration=old)


def _rule_if(condition: str, rule_id: str, **facts: Any) -> If:
    return If(condition, s3.LifecycleRule(Id=rule_id, Status="Enabled", **facts), NoValue)


def _deny_old_signatures() -> Any:
    presigned = StringEquals("s3:authType", "REST-QUERY-STRING")
    too_old = NumericGreaterThan("s3:signatureAge", Sub("${PrivateBucketPresignedUrlMaxAgeInSeconds}000"))
    return deny(
        action.Action("*"), sid="DenyOldSignatures", to=EVERYONE, on=Sub("${S3ForData.Arn}/*"), if_=(presigned, too_old)
    )


ARTICLE = Article(
    title=Text("Private bucket", "非公開バケット"),
    summary=Text(
        "An S3 bucket for data: private, encrypted, versioned and TLS-only, with storage classes, expiry, events and logs as options.",
        "データ用の S3 バケット。非公開・暗号化・バージョニング・TLS 限定で、ストレージクラス、期限、イベント、ログを選べます。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Storage and requests by volume; a KMS key only if given.",
        "ストレージとリクエストの従量課金。KMS キーは指定時のみ。",
    ),
    elements=elements,
    detected_by=(
        "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
        "S3_BUCKET_PUBLIC_READ_PROHIBITED",
        "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        "S3_BUCKET_ACL_PROHIBITED",
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
        "S3_BUCKET_SSL_REQUESTS_ONLY",
        "S3_BUCKET_VERSIONING_ENABLED",
        "S3_VERSION_LIFECYCLE_POLICY_CHECK",
    ),
)
