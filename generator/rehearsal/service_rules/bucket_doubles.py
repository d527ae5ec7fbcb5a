"""Bucket configurations that moto does not have, or answers otherwise than S3.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.buckets import has_default_retention, owner_of

STORE: Final = "intelligent tiering"


def put_logging(call: Call) -> Answer:
    """In the place of moto's, which asks for a policy on the target: AWS takes the call and then delivers nothing.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html has the rules that AWS does hold callers to.
    """
    from moto.s3.models import s3_backends

    bucket, account = str(call.parameters["Bucket"]), call.account
    enabled = call.parameters["BucketLoggingStatus"].get("LoggingEnabled")
    target = str(enabled["TargetBucket"]) if enabled else ""
    if enabled and owner_of(target) is None:
        raise call.refuse("InvalidTargetBucketForLogging", f"The target bucket for logging does not exist: {target}")
    if enabled and owner_of(target) != account.account_id:
        raise call.refuse(
            "InvalidTargetBucketForLogging",
            "The owner for the bucket to be logged and the target bucket must be the same.",
        )
    if enabled and has_default_retention(call, target):
        raise call.refuse(
            "InvalidTargetBucketForLogging",
            f"The target bucket for logging must not have Object Lock default retention: {target}",
        )
    backend = s3_backends[account.account_id][account.partition]
    if enabled and backend.get_bucket(target).region_name != backend.get_bucket(bucket).region_name:
        raise call.refuse("CrossLocationLoggingProhibited", "Cross S3 location logging not allowed.")
    backend.get_bucket(bucket).logging = dict(enabled or {})
    return {}


def put_tiering(call: Call) -> Answer:
    """An unmodelled API: one configuration of an existing bucket."""
    _of_bucket(call)[str(call.parameters["Id"])] = call.parameters["IntelligentTieringConfiguration"]
    return {}


def list_tiering(call: Call) -> Answer:
    """All configurations of a bucket."""
    return {"IntelligentTieringConfigurationList": list(_of_bucket(call).values()), "IsTruncated": False}


def get_tiering(call: Call) -> Answer:
    """One configuration by its id."""
    return {"IntelligentTieringConfiguration": _found(call)}


def delete_tiering(call: Call) -> Answer:
    """One configuration by its id."""
    _found(call)
    del _of_bucket(call)[str(call.parameters["Id"])]
    return {}


def _found(call: Call) -> Any:
    known = _of_bucket(call)
    if call.parameters["Id"] not in known:
        raise call.refuse("NoSuchConfiguration", "The specified configuration does not exist.")
    return known[str(call.parameters["Id"])]


def _of_bucket(call: Call) -> dict[str, Any]:
    bucket = str(call.parameters["Bucket"])
    if owner_of(bucket) is None:
        raise call.refuse("NoSuchBucket", "The specified bucket does not exist")
    configurations: dict[str, Any] = call.account.store(STORE).setdefault(bucket, {})
    return configurations
