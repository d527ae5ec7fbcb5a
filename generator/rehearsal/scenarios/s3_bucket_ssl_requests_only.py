"""Bucket policies: none, with other statements, with a statement that only looks right, with the right one, and a website."""

import json
from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, untouched


def statement(bucket: str, **changes: Any) -> dict[str, Any]:
    """The statement that denies plain HTTP, with ``changes``."""
    arn = f"arn:aws:s3:::{bucket}"
    deny = {"Sid": "Tls", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
    return {**deny, "Condition": {"Bool": {"aws:SecureTransport": False}}, **changes}


def reader(bucket: str, sid: str = "Reader") -> dict[str, Any]:
    """A statement of somebody's application."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
    }


def put(client: Any, bucket: str, *statements: Any) -> None:
    """Give the bucket a policy."""
    client.put_bucket_policy(
        Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Id": "web", "Statement": list(statements)})
    )


def state(client: Any, bucket: str) -> Any:
    """The policy as JSON; None where there is none."""
    found = absent("NoSuchBucketPolicy", client.get_bucket_policy, Bucket=bucket)
    return found and json.loads(found["Policy"])


def compliant(policy: Any) -> bool:
    """One statement denies plain HTTP to everyone."""
    denies = [
        each
        for each in (policy or {}).get("Statement", [])
        if each["Effect"] == "Deny" and each["Action"] == "s3:*" and len(each["Resource"]) == 2
    ]
    return len(denies) == 1


def objects_only(client: Any, bucket: str) -> None:
    """Listing the bucket over plain HTTP is still possible, and our name is taken."""
    put(client, bucket, reader(bucket, "DenyPlainHttp"), statement(bucket, Resource=[f"arn:aws:s3:::{bucket}/*"]))


def website(client: Any, bucket: str) -> None:
    """A bucket with a website endpoint."""
    client.put_bucket_website(Bucket=bucket, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})


SCENARIO = Scenario(
    (
        bucket_case("no policy", untouched, state=state, compliant=compliant),
        bucket_case(
            "other statements",
            lambda client, bucket: put(client, bucket, reader(bucket)),
            state=state,
            compliant=compliant,
        ),
        bucket_case("objects only", objects_only, state=state, compliant=compliant),
        bucket_case(
            "denied already",
            lambda client, bucket: put(client, bucket, statement(bucket)),
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        bucket_case(
            "website", website, state=state, compliant=compliant, ends=Ends.REFUSED, refusal="serves a website"
        ),
        bucket_case("exempt bucket", exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
