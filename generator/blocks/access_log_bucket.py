"""The bucket that receives the server access logs of other buckets, and its policy.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as action
from awacs.aws import ArnLike, StringEquals
from troposphere import GetAtt, Ref, Sub, s3

from generator.blocks.policy import allow, service
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.model import Comment, Element


def access_log_bucket(
    thing: str, sources: tuple[str, ...], retention: Any, *, condition: str | None = None
) -> Iterator[Element]:
    """``S3For<thing>`` for the access logs of the buckets ``sources``; log delivery writes only with SSE-S3."""
    bucket = f"S3For{thing}"
    yield Comment(
        "Who read and wrote the log buckets. Log delivery cannot write to a bucket with a KMS key or a default Object Lock."
    )
    yield private_bucket(bucket, condition=condition, rules=(expiry(retention),))
    yield bucket_policy(
        f"S3BucketPolicyFor{thing}",
        bucket,
        allow(
            action.PutObject,
            sid="AllowLogDelivery",
            to=service("logging.s3"),
            on=Sub(f"${{{bucket}.Arn}}/*"),
            if_=(
                StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
                ArnLike("aws:SourceArn", [GetAtt(source, "Arn") for source in sources]),
            ),
        ),
        condition=condition,
    )


def logged_to(thing: str, prefix: str) -> dict[str, Any]:
    """The property of a bucket whose access logs go to ``S3For<thing>`` under ``prefix``."""
    return {
        "LoggingConfiguration": s3.LoggingConfiguration(
            DestinationBucketName=Ref(f"S3For{thing}"), LogFilePrefix=f"{prefix}/"
        )
    }
