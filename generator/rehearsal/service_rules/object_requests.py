"""Requests for objects against the bucket's policy: moto lets every Deny apply, whatever its conditions say.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies

# What every request of a current SDK brings: TLS 1.3 and a signature of version 4.
CONTEXT: Final = {
    "aws:SecureTransport": "true",
    "s3:TlsVersion": "1.3",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:authType": "REST-HEADER",
}

# The headers of a write that a policy can ask for; moto does not hand the request on to where it asks the policy.
_CONDITIONS: Final[ContextVar[dict[str, str]]] = ContextVar("conditions of the write")
_KEYS: Final = {"IfNoneMatch": "s3:if-none-match", "IfMatch": "s3:if-match"}


def remember_conditions(call: Call) -> None:
    """Keep the condition keys of a PutObject for the policy, which moto asks in the same thread.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
    """
    named = {key: str(call.parameters[member]) for member, key in _KEYS.items() if member in call.parameters}
    _CONDITIONS.set({**named, "s3:ObjectCreationOperation": "true"})


@contextmanager
def judged_by_policy() -> Iterator[None]:
    """While it lasts, moto asks our evaluation, for a caller of the bucket's own account."""
    from moto.iam.access_control import PermissionResult
    from moto.s3.models import FakeBucket

    def get_permission(bucket: Any, action: str, resource: str) -> Any:
        policy = bucket.policy.decode() if bucket.policy else ""
        caller = f"arn:{bucket.partition}:iam::{bucket.account_id}:root"
        written = _CONDITIONS.get({}) if action == "s3:PutObject" else {}
        context = {**CONTEXT, "aws:PrincipalAccount": bucket.account_id, **written}
        attempt = Attempt(action, resource, arn=caller, context=context)
        if denies([policy], attempt):
            return PermissionResult.DENIED
        return PermissionResult.PERMITTED if allows([policy], attempt) else PermissionResult.NEUTRAL

    moto_class: Any = FakeBucket
    original = moto_class.get_permission
    moto_class.get_permission = get_permission
    try:
        yield
    finally:
        moto_class.get_permission = original
