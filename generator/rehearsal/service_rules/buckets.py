"""S3's rules, and what other services' rules ask about a bucket.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from typing import Any

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.policy_evaluation import as_list, matches, statements_of


def name_is_free(call: Call) -> None:
    """Names are taken once in a partition; moto lets an owner create the same bucket again."""
    bucket = str(call.parameters["Bucket"])
    if owner_of(bucket) is not None:
        raise call.refuse(
            "BucketAlreadyExists",
            f"The requested bucket name is not available: {bucket} already exists. The bucket namespace is shared by "
            "all users of the system.",
        )


def policy_is_about_the_bucket(call: Call) -> None:
    """Every statement names the bucket or its objects."""
    bucket = str(call.parameters["Bucket"])
    arn = f"arn:{call.account.partition}:s3:::{bucket}"
    for statement in _statements(call):
        for resource in as_list(statement.get("Resource", statement.get("NotResource", []))):
            if resource != "*" and not matches(resource, arn) and not resource.startswith(f"{arn}/"):
                raise call.refuse("MalformedPolicy", f"Policy has invalid resource: {resource}")


def policy_is_not_public(call: Call) -> None:
    """BlockPublicPolicy refuses an Allow for everyone that no condition narrows."""
    from botocore.exceptions import ClientError

    try:
        found = call.account.client("s3").get_public_access_block(Bucket=call.parameters["Bucket"])
    except ClientError:
        return
    if not found["PublicAccessBlockConfiguration"].get("BlockPublicPolicy"):
        return
    for statement in _statements(call):
        everyone = statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        if statement.get("Effect") == "Allow" and everyone and not statement.get("Condition"):
            raise call.refuse(
                "AccessDenied",
                "User is not authorized to perform: s3:PutBucketPolicy because public policies are blocked by the "
                "BlockPublicPolicy block public access setting.",
            )


def _statements(call: Call) -> list[Any]:
    try:
        return list(statements_of(str(call.parameters["Policy"])))
    except (ValueError, AttributeError) as error:
        raise call.refuse("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'") from error


def owner_of(bucket: str) -> str | None:
    """The account that owns a bucket of this name; None if there is no such bucket."""
    from moto.s3.models import s3_backends

    found = s3_backends.bucket_accounts.get(bucket)
    return None if found is None else str(found[1])


def bucket_client(call: Call, bucket: str) -> Any | None:
    """An S3 client of the account that owns the bucket, as the service itself would see it; None if there is none."""
    owner = owner_of(bucket)
    if owner is None:
        return None
    account = call.account
    return account.owner.account_region(account.region, owner).client("s3")


def bucket_policy(call: Call, bucket: str) -> str:
    """The policy of an existing bucket as text; empty if it has none."""
    from botocore.exceptions import ClientError

    client = bucket_client(call, bucket)
    if client is None:
        return ""
    try:
        return str(client.get_bucket_policy(Bucket=bucket)["Policy"])
    except ClientError:
        return ""


def has_default_retention(call: Call, bucket: str) -> bool:
    """Whether Object Lock keeps every new object for a time."""
    from botocore.exceptions import ClientError

    client = bucket_client(call, bucket)
    try:
        found = client.get_object_lock_configuration(Bucket=bucket) if client is not None else {}
    except ClientError:
        return False
    return bool(found.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention"))


def source_of(call: Call, arn: str) -> dict[str, str]:
    """The condition keys that say for which resource, account and organization a service acts.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
    """
    account = call.account.account_id
    organization = call.account.owner.organization_of(account)
    source = {"aws:SourceArn": arn, "aws:SourceAccount": account}
    return source | ({"aws:SourceOrgID": organization} if organization else {})
