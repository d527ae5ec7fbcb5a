from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, matches

BUCKET = "arn:aws:s3:::logs"
ATTEMPT = Attempt(
    "s3:PutObject",
    f"{BUCKET}/AWSLogs/123456789012/x",
    service="config.amazonaws.com",
    context={"aws:SourceAccount": "123456789012", "s3:TlsVersion": "1.3", "aws:SecureTransport": "true"},
)
ALLOW: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "config.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": f"{BUCKET}/AWSLogs/*",
}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def condition(operator: str, key: str, value: Any) -> dict[str, Any]:
    return {**ALLOW, "Condition": {operator: {key: value}}}


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        (ALLOW, True),
        ({**ALLOW, "Action": ["s3:Get*", "S3:putobject"]}, True),
        ({**ALLOW, "Action": "s3:GetObject"}, False),
        ({**ALLOW, "Principal": {"Service": ["cloudtrail.amazonaws.com"]}}, False),
        ({**ALLOW, "Principal": {"Service": ["a", "config.amazonaws.com"]}}, True),
        ({**ALLOW, "Principal": "*"}, True),
        ({**ALLOW, "Principal": {"AWS": "*"}}, True),
        ({**ALLOW, "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}, False),
        ({**ALLOW, "Resource": BUCKET}, False),
        ({**ALLOW, "Resource": f"{BUCKET}/AWSLogs/999999999999/*"}, False),
        ({key: value for key, value in {**ALLOW, "NotAction": "s3:DeleteObject"}.items() if key != "Action"}, True),
        (condition("StringEquals", "aws:SourceAccount", "123456789012"), True),
        (condition("StringEquals", "AWS:sourceaccount", ["1", "123456789012"]), True),
        (condition("StringEquals", "aws:SourceAccount", "999999999999"), False),
        (condition("StringNotEquals", "aws:SourceAccount", "999999999999"), True),
        (condition("StringEquals", "aws:SourceOrgID", "o-1"), False),
        (condition("StringEqualsIfExists", "aws:SourceOrgID", "o-1"), True),
        (condition("StringLike", "aws:SourceAccount", "1234*"), True),
        (condition("Bool", "aws:SecureTransport", "true"), True),
        (condition("Bool", "aws:SecureTransport", True), True),
        (condition("NumericLessThan", "s3:TlsVersion", "1.2"), False),
        (condition("NumericGreaterThanEquals", "s3:TlsVersion", 1.2), True),
        (condition("Null", "aws:SourceOrgID", "true"), True),
        (condition("Null", "aws:SourceAccount", "true"), False),
        (condition("ForAnyValue:StringEquals", "aws:SourceAccount", "123456789012"), True),
    ],
)
def test_a_statement_allows_what_it_names(statement: dict[str, Any], allowed: bool) -> None:
    assert allows([policy(statement)], ATTEMPT) is allowed


def test_a_deny_wins_wherever_it_stands() -> None:
    deny = {
        **ALLOW,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}},
    }
    assert not allows([policy(ALLOW, deny)], ATTEMPT)
    assert not allows([policy(deny), policy(ALLOW)], ATTEMPT)
    plain = {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert allows([policy(ALLOW, plain)], ATTEMPT)


def test_no_policy_allows_nothing() -> None:
    assert not allows([], ATTEMPT)
    assert not allows(["", {}], ATTEMPT)


@given(st.text("ab[]*?/", max_size=8))
def test_a_pattern_without_wildcards_matches_itself_only(text: str) -> None:
    plain = text.replace("*", "").replace("?", "")
    assert matches(plain, plain)
    assert not matches(plain, plain + "x")
    assert matches(plain + "*", plain + "anything")
