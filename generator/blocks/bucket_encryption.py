"""The default encryption of a bucket: read, and put back.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
"""

from typing import Any

from generator.blocks.state_runbook import Events


def read(events: Events) -> dict[str, Any]:
    """The rules of the bucket's default encryption; None where it has none."""
    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3").get_bucket_encryption(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ServerSideEncryptionConfigurationNotFoundError":
            raise
        return {"Rules": None}
    return {"Rules": found["ServerSideEncryptionConfiguration"]["Rules"]}


def restore(events: Events, context: object) -> None:
    """Put the former rules back, or none where there were none."""
    import json

    import boto3

    client, rules = boto3.client("s3"), json.loads("".join(events["Restore"]))["Rules"]
    if rules is None:
        client.delete_bucket_encryption(Bucket=events["BucketName"])
    else:
        client.put_bucket_encryption(Bucket=events["BucketName"], ServerSideEncryptionConfiguration={"Rules": rules})
