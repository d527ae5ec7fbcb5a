"""What the runbooks of S3 buckets share: the bucket that Config names, its tags, and permissions on buckets of this account.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from awacs import s3
from awacs.aws import Action, Statement, StringEquals
from troposphere import Ref

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION
from generator.model import Input

BUCKET_NAME = Input(
    name="BucketName",
    type="String",
    description="The bucket.",
    # Buckets of us-east-1 that are older than March 2018 may have capitals, underscores and 255 characters.
    allowed_pattern="^[a-zA-Z0-9._-]{3,255}$",
    value="RESOURCE_ID",
)
BUCKET_INPUTS = (BUCKET_NAME, EXEMPTION)
THE_BUCKET: Mapping[str, str] = MappingProxyType({"BucketName": "{{ BucketName }}"})
"""The event that tells a script which bucket it is about."""


def tags(events: Mapping[str, Any]) -> list[str]:
    """The keys of the bucket's tags."""
    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3").get_bucket_tagging(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchTagSet":
            raise
        return []
    return [tag["Key"] for tag in found["TagSet"]]


def on_buckets(*actions: Action) -> Statement:
    """Allow ``actions``, and reading tags, on buckets of this account: a bucket's ARN does not say whose it is."""
    own = StringEquals("aws:ResourceAccount", Ref("AWS::AccountId"))
    return allow(*actions, s3.GetBucketTagging, on=arn("s3", "*", region="", account=""), if_=(own,))
