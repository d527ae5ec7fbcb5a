import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.lambda_function_public_access_prohibited import (
    complies,
    is_public,
    narrowed,
    read,
    repair,
    request,
    restore,
)
from tests.controls.stubbed_client import stubbed

EVENTS = {"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f"}
S3 = {"Service": "s3.amazonaws.com"}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "lambda") as stub:
        yield stub


def statement(principal: Any, sid: str = "one", /, **condition: dict[str, Any]) -> dict[str, Any]:
    found = {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": "lambda:InvokeFunction", "Resource": "r"}
    return found | ({"Condition": condition} if condition else {})


def policy(*statements: dict[str, Any]) -> dict[str, str]:
    return {"Policy": json.dumps({"Version": "2012-10-17", "Statement": statements})}


@pytest.mark.parametrize(
    ("found", "public"),
    [
        (statement("*"), True),
        (statement({"AWS": "*"}), True),
        (statement({"AWS": ["arn:aws:iam::111122223333:root", "*"]}), True),
        (statement("*", StringEquals={"lambda:FunctionUrlAuthType": "NONE"}), True),
        (statement("*", StringEquals={"lambda:FunctionUrlAuthType": "AWS_IAM"}), True),
        (statement("*", ArnLike={"AWS:SourceArn": "arn:aws:s3:::bucket"}), True),
        (statement("*", ArnLike={"AWS:SourceArn": "arn:aws:sns:*:*:*"}), True),
        (statement("*", ArnLike={"AWS:SourceArn": "*"}), True),
        (statement(S3), True),
        (statement(S3, ArnLike={"AWS:SourceArn": "arn:aws:s3:::bucket"}), True),
        (statement(S3, StringEquals={"AWS:SourceAccount": "123456789012"}), False),
        (statement(S3, StringEquals={"aws:SourceOrgID": "o-exampleorgid"}), False),
        (statement("*", StringEquals={"aws:PrincipalOrgID": "o-exampleorgid"}), False),
        (statement("*", StringEquals={"aws:SourceAccount": "123456789012"}), False),
        (statement("*", ArnLike={"AWS:SourceArn": "arn:aws:sns:eu-west-1:123456789012:orders"}), False),
        (statement({"Service": "sns.amazonaws.com"}), False),
        (statement({"AWS": "arn:aws:iam::111122223333:root"}), False),
        (statement("*") | {"Effect": "Deny"}, False),
    ],
)
def test_a_statement_is_public_where_nothing_says_whose_call_it_takes(found: dict[str, Any], public: bool) -> None:
    assert is_public(found) is public


def test_a_request_makes_the_statement_with_all_its_conditions() -> None:
    conditions: dict[str, dict[str, Any]] = {
        "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::bucket"},
        "StringEquals": {"AWS:SourceAccount": "123456789012", "lambda:EventSourceToken": "t"},
        "Bool": {"lambda:InvokedViaFunctionUrl": "true"},
    }
    assert request(statement(S3, **conditions)) == {
        "StatementId": "one",
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
        "SourceArn": "arn:aws:s3:::bucket",
        "SourceAccount": "123456789012",
        "EventSourceToken": "t",
        "InvokedViaFunctionUrl": True,
    }


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (statement("*", IpAddress={"aws:SourceIp": "192.0.2.0/24"}), "IpAddress aws:SourceIp"),
        (statement({"AWS": ["*", "111122223333"]}), "Principal"),
        (statement("*") | {"Action": ["lambda:InvokeFunction", "lambda:GetFunction"]}, "Action"),
    ],
)
def test_what_could_not_be_brought_back_is_left_alone(client: Stubber, found: dict[str, Any], what: str) -> None:
    client.add_response("get_policy", policy(found), {"FunctionName": "f"})
    with pytest.raises(ValueError, match=f"{what} of one could not be brought back; nothing was changed"):
        read(EVENTS)


def test_a_function_without_a_policy_complies(client: Stubber) -> None:
    client.add_client_error("get_policy", "ResourceNotFoundException")
    assert read(EVENTS) == []
    assert complies([], EVENTS)


def test_an_answer_that_is_no_policy_is_not_taken_for_none(client: Stubber) -> None:
    client.add_client_error("get_policy", "AccessDeniedException")
    with pytest.raises(Exception, match="AccessDenied"):
        read(EVENTS)


def test_a_bucket_s_permission_is_narrowed_before_the_wide_one_goes(client: Stubber) -> None:
    for _ in range(2):
        client.add_response("get_policy", policy(statement(S3)), {"FunctionName": "f"})
    narrow = {
        "FunctionName": "f",
        "StatementId": "one-ThisAccount",
        "Action": "lambda:InvokeFunction",
        "Principal": "s3.amazonaws.com",
        "SourceAccount": "123456789012",
    }
    client.add_response("add_permission", {}, narrow)
    client.add_response("remove_permission", {}, {"FunctionName": "f", "StatementId": "one"})
    repair(EVENTS, None)


def test_a_repair_that_stopped_half_way_goes_on(client: Stubber) -> None:
    done = statement(S3, "one-ThisAccount", StringEquals={"AWS:SourceAccount": "123456789012"})
    for _ in range(2):
        client.add_response("get_policy", policy(statement(S3), done), {"FunctionName": "f"})
    client.add_response("remove_permission", {}, {"FunctionName": "f", "StatementId": "one"})
    repair(EVENTS, None)


def test_a_restore_that_stopped_half_way_goes_on(client: Stubber) -> None:
    wanted = [request(statement(S3)), request(statement("*", "two"))]
    left = statement(S3, "one-ThisAccount", StringEquals={"AWS:SourceAccount": "123456789012"})
    client.add_response("get_policy", policy(statement(S3), left), {"FunctionName": "f"})
    client.add_response("remove_permission", {}, {"FunctionName": "f", "StatementId": "one-ThisAccount"})
    client.add_response("add_permission", {}, {"FunctionName": "f", **wanted[1]})
    restore(EVENTS | {"Restore": [json.dumps(wanted)]}, None)


def test_a_narrowed_permission_has_a_name_that_lambda_takes() -> None:
    assert len(narrowed(EVENTS, request(statement(S3, "x" * 100)))["StatementId"]) <= 100
