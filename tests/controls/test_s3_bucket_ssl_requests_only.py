import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.s3_bucket_ssl_requests_only import CONTROL, SID, complies, read, repair
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web", "Partition": "aws", "Sid": SID}
ARN = "arn:aws:s3:::web"
DENY: dict[str, Any] = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": [ARN, f"{ARN}/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
OLD_TLS = {**DENY, "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


def judged(*statements: Any) -> bool:
    return complies({"Policy": {"Statement": list(statements)}}, EVENTS)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"AWS": ["*"]}},
        {"Action": ["S3:*"]},
        {"Action": "*"},
        {"Resource": "*"},
        {"Resource": f"{ARN}*"},
        {"Condition": {"Bool": {"aws:SecureTransport": False}}},
        {"Condition": {"Bool": {"AWS:securetransport": ["false"]}}},
        {"Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}},
    ],
)
def test_a_statement_that_denies_plain_http_to_everyone_complies_however_it_is_written(changes: dict[str, Any]) -> None:
    assert judged({**DENY, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"Effect": "Allow"},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Principal": {"Service": "*"}},
        {"Action": "s3:GetObject"},
        {"Resource": f"{ARN}/*"},
        {"Resource": ARN},
        {"Resource": [f"{ARN}-logs", f"{ARN}-logs/*"]},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}}},
        {"Condition": {}},
    ],
)
def test_a_statement_that_lets_some_plain_http_through_does_not_comply(changes: dict[str, Any]) -> None:
    assert not judged({**DENY, **changes})


def test_two_statements_may_share_the_work_and_none_may_be_missing() -> None:
    assert judged({**DENY, "Resource": ARN}, {**DENY, "Resource": f"{ARN}/*"})
    assert complies({"Policy": {"Statement": DENY}}, EVENTS)
    assert not judged(OLD_TLS)
    assert not complies({"Policy": None}, EVENTS)


def written(s3: Stubber, policy: Any) -> Any:
    """What ``repair`` makes of ``policy``."""
    s3.add_client_error("get_bucket_website", "NoSuchWebsiteConfiguration")
    s3.add_response("get_bucket_policy", {"Policy": json.dumps(policy)}, {"Bucket": "web"})
    s3.add_response("put_bucket_policy", {})
    sent: list[str] = []
    event = "before-parameter-build.s3.PutBucketPolicy"
    s3.client.meta.events.register(event, lambda params, **_: sent.append(params["Policy"]))
    repair(EVENTS, None)
    return json.loads(sent[0])


def test_other_statements_and_members_stay_as_they_are_and_ours_comes_last(s3: Stubber) -> None:
    policy = {"Version": "2008-10-17", "Id": "mine", "Statement": [OLD_TLS, {**DENY, "Resource": ARN, "Sid": "x"}]}
    assert written(s3, policy) == {**policy, "Statement": [*policy["Statement"], {"Sid": SID, **DENY}]}


def test_a_policy_of_one_statement_keeps_it(s3: Stubber) -> None:
    assert written(s3, {"Statement": OLD_TLS}) == {"Statement": [OLD_TLS, {"Sid": SID, **DENY}]}


def test_a_name_that_is_taken_is_not_taken_again(s3: Stubber) -> None:
    taken = {**OLD_TLS, "Sid": SID}
    assert written(s3, {"Statement": [taken]})["Statement"] == [taken, DENY]


def test_the_arn_is_of_the_partition(s3: Stubber) -> None:
    china = {**DENY, "Resource": ["arn:aws-cn:s3:::web", "arn:aws-cn:s3:::web/*"]}
    assert complies({"Policy": {"Statement": [china]}}, {**EVENTS, "Partition": "aws-cn"})
    assert not judged(china)


@pytest.mark.parametrize(("method", "function"), [("get_bucket_policy", read), ("get_bucket_website", repair)])
def test_a_bucket_that_cannot_be_read_is_no_bucket_without_a_policy(s3: Stubber, method: str, function: Any) -> None:
    s3.add_client_error(method, "AccessDenied")
    with pytest.raises(Exception, match="AccessDenied"):
        function(EVENTS, *([None] if function is repair else []))


def test_it_may_run_unattended_and_says_whom_it_stops() -> None:
    assert CONTROL.mode is Mode.AUTO
    assert CONTROL.danger is not None
    assert "plain HTTP" in CONTROL.danger.en
