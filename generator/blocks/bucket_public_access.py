"""The block public access settings of a bucket: read, turned on where a policy or an ACL lets the public in, and put back.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from typing import Any

from generator.blocks.state_runbook import Events


def read(events: Events) -> dict[str, Any]:
    """The bucket's own block public access settings; None where it never had any."""
    import boto3
    from botocore.exceptions import ClientError

    try:
        found = boto3.client("s3").get_public_access_block(Bucket=events["BucketName"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchPublicAccessBlockConfiguration":
            raise
        return {"PublicAccessBlock": None}
    return {"PublicAccessBlock": found["PublicAccessBlockConfiguration"]}


def needed(events: Events) -> list[str]:
    """The settings that shut what lets the public in: a policy that S3 calls public, and an ACL with one of ``Permissions``."""
    import boto3
    from botocore.exceptions import ClientError

    client, settings = boto3.client("s3"), []
    try:
        status = client.get_bucket_policy_status(Bucket=events["BucketName"])["PolicyStatus"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
            raise
        status = {"IsPublic": False}
    if status["IsPublic"]:
        settings.append("RestrictPublicBuckets")
    for grant in client.get_bucket_acl(Bucket=events["BucketName"])["Grants"]:
        public = grant["Grantee"].get("URI", "").endswith(("/global/AllUsers", "/global/AuthenticatedUsers"))
        if public and grant["Permission"] in events["Permissions"] and "IgnorePublicAcls" not in settings:
            settings.append("IgnorePublicAcls")
    return settings


def complies(state: dict[str, Any], events: Events) -> bool:
    """Whatever lets the public in is shut."""
    block = state["PublicAccessBlock"] or {}
    return all(block.get(setting) for setting in needed(events))


def repair(events: Events, context: object) -> None:
    """Turn on the settings that are needed, and leave the others as they are."""
    import boto3

    block = read(events)["PublicAccessBlock"] or {}
    block.update(dict.fromkeys(needed(events), True))
    boto3.client("s3").put_public_access_block(Bucket=events["BucketName"], PublicAccessBlockConfiguration=block)


def restore(events: Events, context: object) -> None:
    """Put the former settings back, or none where there were none."""
    import json

    import boto3

    client, block = boto3.client("s3"), json.loads("".join(events["Restore"]))["PublicAccessBlock"]
    if block is None:
        client.delete_public_access_block(Bucket=events["BucketName"])
    else:
        client.put_public_access_block(Bucket=events["BucketName"], PublicAccessBlockConfiguration=block)
