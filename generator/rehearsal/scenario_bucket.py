"""Cases of a control that are buckets: made empty, then prepared.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
"""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Session

Prepare = Callable[[Any, str], object]
"""Takes an S3 client and the name of the bucket."""


def make_bucket(session: Session, bucket: str) -> str:
    """A bucket with that name, without any configuration, as buckets were before S3 gave new ones a safe one."""
    client = session.client("s3")
    place = client.meta.region_name
    elsewhere = {} if place == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": place}}
    client.create_bucket(Bucket=bucket, **elsewhere)
    return bucket


def untouched(client: Any, bucket: str) -> None:
    """Leave the bucket as it was made."""


def exempt(client: Any, bucket: str) -> None:
    """Give the bucket the tag of resources that runbooks leave alone."""
    client.put_bucket_tagging(
        Bucket=bucket, Tagging={"TagSet": [{"Key": "owner", "Value": "web"}, {"Key": "baseline-exempt", "Value": ""}]}
    )


def absent(code: str, call: Callable[..., Any], **arguments: Any) -> Any:
    """What ``call`` answers, or None where it fails with ``code``: the bucket has no such configuration."""
    from botocore.exceptions import ClientError

    try:
        answer = dict(call(**arguments))
    except ClientError as error:
        if error.response["Error"]["Code"] != code:
            raise
        return None
    del answer["ResponseMetadata"]
    return answer


def bucket_case(
    name: str,
    prepare: Prepare,
    *,
    state: Callable[[Any, str], Any],
    compliant: Callable[[Any], bool],
    ends: Ends = Ends.REPAIRED,
    refusal: str = "",
) -> Case:
    """A case whose bucket is named after it; ``state`` takes an S3 client and the bucket, ``compliant`` takes the state."""

    def make(session: Session) -> str:
        bucket = make_bucket(session, name.lower().replace(" ", "-"))
        prepare(session.client("s3"), bucket)
        return bucket

    return Case(
        name=name,
        make=make,
        state=lambda session, bucket: state(session.client("s3"), bucket),
        compliant=lambda session, bucket: compliant(state(session.client("s3"), bucket)),
        ends=ends,
        refusal=refusal,
    )
