"""Requests over plain HTTP and over old TLS, and which of them a bucket's policy refuses.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from typing import Final

from generator.lint.buckets import Bucket
from generator.lint.policy_conditions import Request
from generator.lint.policy_statements import Maybe, any_of

ANYONE: Final[Request] = {"aws:principalisawsservice": "false", "aws:viaawsservice": "false"}
# A request over plain HTTP has no TLS version: a condition on it does not hold, unless it is one of the negative ones.
PLAIN_HTTP: Final[Request] = {"aws:securetransport": "false", "s3:tlsversion": None}
OLD_TLS: Final[tuple[Request, ...]] = tuple(
    {"aws:securetransport": "true", "s3:tlsversion": version} for version in ("1.0", "1.1")
)
NEWEST_TLS: Final[Request] = {"aws:securetransport": "true", "s3:tlsversion": "1.3"}
SAMPLES: Final = (("s3:GetObject", "sample"), ("s3:PutObject", "sample"), ("s3:ListBucket", None))
"""Actions with the key of the object that they are about, ``None`` for the bucket itself."""
TLS_KEYS: Final = frozenset({"aws:securetransport", "s3:tlsversion"})


def refused(bucket: Bucket, action: str, key: str | None, request: Request) -> Maybe:
    """Whether a statement of the bucket's policy refuses a request."""
    return any_of(bucket.refuses(each, action, key, {**ANYONE, **request}) for each in bucket.statements)


def passing(bucket: Bucket, request: Request) -> list[str]:
    """The actions that certainly no statement refuses in such a request."""
    return [action for action, key in SAMPLES if refused(bucket, action, key, request) is False]
