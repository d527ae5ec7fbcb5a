"""Buckets encrypt with KMS keys; the runbook makes a key the default, and can put the former default back.

https://docs.aws.amazon.com/config/latest/developerguide/s3-default-encryption-kms.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
"""

from typing import Any

from awacs import kms, s3

from generator.blocks.bucket_encryption import read, restore
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

KEY_PATTERN = "^(alias/[a-zA-Z0-9/_-]+|arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+)?$"
KEY = Input(
    name="KmsKey",
    type="String",
    description="The key that encrypts, by its ARN or alias; empty is AWS's own key for S3.",
    default="",
    allowed_pattern=KEY_PATTERN,
    value=Parameter(
        name="BucketKmsKey",
        description=(
            "Key of this Region and account that encrypts repaired buckets, by its ARN or alias. Empty is aws/s3, with"
            " which other accounts cannot read new objects."
        ),
        label="KMS key of buckets",
        group="Controls",
        default="",
        allowed_pattern=KEY_PATTERN,
        constraint="alias/NAME, the ARN of a KMS key, or nothing.",
    ),
)
LOG_WRITERS = ("logging.s3.amazonaws.com", "logdelivery.elasticloadbalancing.amazonaws.com")
"""Services that deliver nothing to a bucket that a key encrypts."""


def complies(state: dict[str, Any], events: Events) -> bool:
    """The default is a key, in one layer or two."""
    defaults = [rule.get("ApplyServerSideEncryptionByDefault", {}) for rule in state["Rules"] or []]
    return any(default.get("SSEAlgorithm", "").startswith("aws:kms") for default in defaults)


def log_writers(events: Events) -> list[str]:
    """The services that write logs to the bucket and do so only without a key."""
    import boto3
    from botocore.exceptions import ClientError

    client = boto3.client("s3")
    try:
        policy = client.get_bucket_policy(Bucket=events["BucketName"])["Policy"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
            raise
        policy = ""
    grants = client.get_bucket_acl(Bucket=events["BucketName"])["Grants"]
    groups = [grant["Grantee"].get("URI", "") for grant in grants]
    by_acl = ["S3 log delivery"] if any(group.endswith("/s3/LogDelivery") for group in groups) else []
    return [service for service in events["LogWriters"] if service in policy] + by_acl


def key_arn(events: Events) -> str:
    """The ARN of the given key; raises ValueError where objects could not be encrypted with it."""
    import boto3

    key = boto3.client("kms").describe_key(KeyId=events["KmsKey"])["KeyMetadata"]
    if key["KeyState"] != "Enabled" or key["KeySpec"] != "SYMMETRIC_DEFAULT":
        raise ValueError(f"{key['Arn']} cannot encrypt objects: it is {key['KeyState']}, {key['KeySpec']}")
    return str(key["Arn"])


def repair(events: Events, context: object) -> None:
    """Make the key the default and keep whatever else the rule says; raises ValueError for a bucket of logs."""
    import boto3

    writers = log_writers(events)
    if writers:
        raise ValueError(
            f"{', '.join(writers)} could not write to {events['BucketName']} any more: exempt it by its tag"
        )
    key = {"KMSMasterKeyID": key_arn(events)} if events["KmsKey"] else {}
    rule = {
        **(read(events)["Rules"] or [{}])[0],
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", **key},
        "BucketKeyEnabled": True,
    }
    boto3.client("s3").put_bucket_encryption(
        Bucket=events["BucketName"], ServerSideEncryptionConfiguration={"Rules": [rule]}
    )


CONTROL = Control(
    identifier="S3_DEFAULT_ENCRYPTION_KMS",
    title=Text("Buckets encrypt new objects with KMS keys", "バケットは新しいオブジェクトを KMS キーで暗号化する"),
    why=Text(
        "With a key of its own, a bucket's data needs two permissions to be read, and each use of the key is on record.",
        "KMS キーを使うと、データの読み取りには 2 つの許可が必要になり、キーの使用がすべて記録されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, readers and writers without permission on the key, and other accounts, fail on new objects.",
        "修復後、キーの権限がない利用者や他のアカウントは、新しいオブジェクトを読み書きできません。",
    ),
    framework=Framework(security_hub=("S3.17",)),
    runbook=Runbook(
        name="EncryptBucketWithKms",
        description=(
            "Makes a KMS key the default encryption of a bucket, with a bucket key; a bucket to which log delivery writes"
            " is left as it is. Restore puts the former default back; objects keep the encryption that they got."
        ),
        inputs=(*BUCKET_INPUTS, KEY),
        undo=Text("The former default encryption, or none.", "以前のデフォルト暗号化設定(なしを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=repair,
                restore=restore,
                tags=tags,
                shared=(log_writers, key_arn),
            ),
            payload={**THE_BUCKET, "KmsKey": "{{ KmsKey }}", "LogWriters": list(LOG_WRITERS)},
        ),
        permissions=(
            on_buckets(
                s3.GetBucketAcl, s3.GetBucketPolicy, s3.GetEncryptionConfiguration, s3.PutEncryptionConfiguration
            ),
            allow(kms.DescribeKey, on=arn("kms", "key/*", region="*")),
        ),
    ),
)
