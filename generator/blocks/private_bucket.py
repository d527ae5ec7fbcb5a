"""An S3 bucket that nobody outside its account reaches, and the policy that refuses unencrypted requests.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
"""

from typing import Any

from awacs import s3 as action
from awacs.aws import Statement
from troposphere import AWSHelperFn, GetAtt, Ref, Sub, s3

from generator.blocks.policy import deny_old_tls, deny_plain_http, policy
from generator.model import Resource

SSE_S3 = s3.BucketEncryption(
    ServerSideEncryptionConfiguration=[
        s3.ServerSideEncryptionRule(
            ServerSideEncryptionByDefault=s3.ServerSideEncryptionByDefault(SSEAlgorithm="AES256")
        )
    ]
)
NO_PUBLIC_ACCESS = s3.PublicAccessBlockConfiguration(
    BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True
)
OWNER_ENFORCED = s3.OwnershipControls(Rules=[s3.OwnershipControlsRule(ObjectOwnership="BucketOwnerEnforced")])
ABORT_INCOMPLETE_UPLOADS = s3.LifecycleRule(
    Id="AbortIncompleteMultipartUploads",
    Status="Enabled",
    AbortIncompleteMultipartUpload=s3.AbortIncompleteMultipartUpload(DaysAfterInitiation=7),
)


def private_bucket(
    logical_id: str,
    *,
    condition: str | None = None,
    encryption: s3.BucketEncryption | AWSHelperFn = SSE_S3,
    rules: tuple[s3.LifecycleRule | AWSHelperFn, ...] = (),
    **properties: Any,
) -> Resource:
    """A bucket that is encrypted, versioned, owner-enforced and kept when its stack goes; ``rules`` are its lifecycle."""
    # The name stands first, as in the console.
    facts: dict[str, Any] = {name: properties[name] for name in ("BucketName", "BucketNamespace") if name in properties}
    facts |= {
        "BucketEncryption": encryption,
        "VersioningConfiguration": s3.VersioningConfiguration(Status="Enabled"),
        "OwnershipControls": OWNER_ENFORCED,
        "PublicAccessBlockConfiguration": NO_PUBLIC_ACCESS,
        "LifecycleConfiguration": s3.LifecycleConfiguration(Rules=[*rules, ABORT_INCOMPLETE_UPLOADS]),
    }
    facts |= properties
    attributes = {"Condition": condition} if condition else {}
    return s3.Bucket(logical_id, **attributes, DeletionPolicy="Retain", UpdateReplacePolicy="Retain", **facts)


def bucket_policy(
    logical_id: str, bucket: str, *statements: Statement | AWSHelperFn, condition: str | None = None
) -> Resource:
    """The policy of ``bucket``: ``statements``, and no request over plain HTTP or old TLS."""
    everything = [GetAtt(bucket, "Arn"), Sub(f"${{{bucket}.Arn}}/*")]
    encrypted = (deny_plain_http(action.Action("*"), everything), deny_old_tls(action.Action("*"), everything))
    attributes = {"Condition": condition} if condition else {}
    return s3.BucketPolicy(logical_id, **attributes, Bucket=Ref(bucket), PolicyDocument=policy(*statements, *encrypted))


def expiry(days: Any, *, noncurrent_days: Any = 365) -> s3.LifecycleRule:
    """Delete objects after ``days``, and what was overwritten or deleted after ``noncurrent_days`` more."""
    return s3.LifecycleRule(
        Id="ExpireAfterRetention",
        Status="Enabled",
        ExpirationInDays=days,
        NoncurrentVersionExpiration=s3.NoncurrentVersionExpiration(NoncurrentDays=noncurrent_days),
    )
