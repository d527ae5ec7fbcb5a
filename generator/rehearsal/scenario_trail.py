"""Cases of a control that are trails, with the bucket to which they deliver.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
"""

import json
from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Session
from generator.rehearsal.scenario_bucket import make_bucket

BUCKET = "trail-logs"


def trail_bucket(session: Session, bucket: str = BUCKET) -> str:
    """The bucket, made once, with the policy that CloudTrail asks for."""
    client = session.client("s3")
    if bucket in [each["Name"] for each in client.list_buckets()["Buckets"]]:
        return bucket
    make_bucket(session, bucket)
    arn, trails = f"arn:aws:s3:::{bucket}", {"Service": "cloudtrail.amazonaws.com"}
    check = {"Effect": "Allow", "Principal": trails, "Action": "s3:GetBucketAcl", "Resource": arn}
    write = {"Effect": "Allow", "Principal": trails, "Action": "s3:PutObject", "Resource": f"{arn}/AWSLogs/*"}
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [check, write]}))
    return bucket


def without_trails(session: Session) -> str:
    """An account without any trail, and a bucket for one; returns the account's id."""
    client = session.client("cloudtrail")
    for trail in client.describe_trails()["trailList"]:
        session.in_region(trail["HomeRegion"]).client("cloudtrail").delete_trail(Name=trail["Name"])
    trail_bucket(session)
    return str(session.client("sts").get_caller_identity()["Account"])


def make_trail(session: Session, name: str, region: str | None = None, **facts: Any) -> str:
    """A trail, in another Region if one is given; returns its ARN."""
    client = (session.in_region(region) if region else session).client("cloudtrail")
    return str(client.create_trail(Name=name, S3BucketName=trail_bucket(session), **facts)["TrailARN"])


def trail(session: Session, name: str) -> dict[str, Any]:
    """The trail by its name or ARN."""
    place = session.in_region(name.split(":")[3]) if ":" in name else session
    found: dict[str, Any] = place.client("cloudtrail").get_trail(Name=name)["Trail"]
    return found


def trail_case(
    name: str,
    make: Callable[[Session], str],
    *,
    keys: tuple[str, ...],
    ends: Ends = Ends.REPAIRED,
    refusal: str = "",
) -> Case:
    """A case whose state are the members ``keys`` of the trail; all of them make it compliant."""

    def state(session: Session, resource_id: str) -> dict[str, Any]:
        found = trail(session, resource_id)
        return {key: found.get(key) or None for key in keys}

    return Case(
        name=name,
        make=make,
        state=state,
        compliant=lambda session, resource_id: all(state(session, resource_id).values()),
        ends=ends,
        refusal=refusal,
    )


def exempt(session: Session, arn: str) -> str:
    """Give the trail the tag of resources that runbooks leave alone."""
    session.client("cloudtrail").add_tags(ResourceId=arn, TagsList=[{"Key": "baseline-exempt", "Value": "yes"}])
    return arn
