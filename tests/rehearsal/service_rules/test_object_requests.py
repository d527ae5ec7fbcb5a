import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

DENY: dict[str, Any] = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::bucket/*"]}


def bucket(account: StrictAccount, condition: dict[str, Any]) -> Any:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="bucket")
    policy = {"Version": "2012-10-17", "Statement": [{**DENY, "Condition": condition}]}
    s3.put_bucket_policy(Bucket="bucket", Policy=json.dumps(policy))
    return s3


@pytest.mark.parametrize(
    "condition",
    [
        {"Bool": {"aws:SecureTransport": "false"}},
        {"NumericLessThan": {"s3:TlsVersion": "1.2"}},
        {"StringEquals": {"s3:signatureversion": "AWS"}},
    ],
)
def test_a_deny_whose_condition_is_false_lets_objects_through(
    account: StrictAccount, condition: dict[str, Any]
) -> None:
    s3 = bucket(account, condition)
    s3.put_object(Bucket="bucket", Key="a", Body=b"text")
    assert s3.get_object(Bucket="bucket", Key="a")["Body"].read() == b"text"


def test_a_deny_that_applies_refuses_objects(account: StrictAccount) -> None:
    s3 = bucket(account, {"NumericLessThan": {"s3:TlsVersion": "1.4"}})
    with pytest.raises(ClientError, match="403"):
        s3.put_object(Bucket="bucket", Key="a", Body=b"text")


def test_after_the_account_moto_is_as_it_was() -> None:
    from moto.cloudformation import urls
    from moto.s3.models import FakeBucket

    before = (FakeBucket.get_permission, urls.url_paths["{0}/$"])
    with StrictAccount():
        assert FakeBucket.get_permission is not before[0]
    assert (FakeBucket.get_permission, urls.url_paths["{0}/$"]) == before
