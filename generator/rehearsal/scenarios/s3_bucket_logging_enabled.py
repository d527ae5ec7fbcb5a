"""Access logs of a bucket: none, some already, and the bucket that receives them itself."""

import json
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_bucket import bucket_case, exempt, make_bucket

LOGS = "access-logs"


def make_log_bucket(client: Any, bucket: str = LOGS) -> None:
    """Let log delivery write to the bucket."""
    write = {
        "Sid": "AllowLogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    client.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [write]}))


def no_policy(session: Session) -> str:
    """The log bucket lets nobody write yet."""
    make_bucket(session, LOGS)
    return make_bucket(session, "too-early")


def unlogged(session: Session) -> str:
    """A bucket without access logs."""
    make_log_bucket(session.client("s3"))
    return make_bucket(session, "unlogged")


def logged(client: Any, bucket: str) -> None:
    """The logs go elsewhere already."""
    client.put_bucket_logging(
        Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": LOGS, "TargetPrefix": "elsewhere/"}}
    )


def state(client: Any, bucket: str) -> Any:
    """Where the logs go."""
    return client.get_bucket_logging(Bucket=bucket).get("LoggingEnabled")


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(
        name=name,
        make=make,
        state=lambda session, bucket: state(session.client("s3"), bucket),
        compliant=lambda session, bucket: bool(state(session.client("s3"), bucket)),
        ends=ends,
        refusal=refusal,
    )


SCENARIO = Scenario(
    (
        _case("log bucket without a policy", no_policy, Ends.REFUSED, "does not let logging.s3.amazonaws.com write"),
        _case("unlogged", unlogged),
        bucket_case("logged already", logged, state=state, compliant=bool, ends=Ends.UNCHANGED),
        _case("the log bucket itself", lambda session: LOGS, Ends.REFUSED, "cannot log to itself"),
        bucket_case("scratch bucket", exempt, state=state, compliant=bool, ends=Ends.EXEMPT),
    ),
    parameters={"AccessLogBucketName": LOGS},
)
