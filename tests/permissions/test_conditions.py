from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.errors import BadInput
from generator.permissions.conditions import failed_condition
from generator.permissions.policies import Statement

CONTEXT = {
    "one": ("a",),
    "many": ("a", "b"),
    "arn": ("arn:aws:ssm:eu-west-1:123456789012:automation-execution/x",),
    "flag": ("true",),
    "number": ("10",),
    "date": ("2026-06-01T00:00:00Z",),
    "address": ("203.0.113.7",),
    "six": ("2001:db8::7",),
    "bytes": ("QmluYXJ5",),
}


def met(operator: str, key: str, *values: str) -> bool:
    statement = Statement("policy", "Allow", conditions={operator: {key: values}})
    return failed_condition(statement, CONTEXT) is None


@pytest.mark.parametrize(
    "operator, key, values, expected",
    [
        ("StringEquals", "one", ["a"], True),
        ("StringEquals", "ONE", ["x", "a"], True),
        ("StringEquals", "one", ["A"], False),
        ("StringEquals", "absent", ["a"], False),
        ("StringEqualsIfExists", "absent", ["a"], True),
        ("StringEqualsIfExists", "one", ["x"], False),
        ("StringEqualsIgnoreCase", "one", ["A"], True),
        ("StringNotEquals", "one", ["b"], True),
        ("StringNotEquals", "one", ["a", "b"], False),
        ("StringNotEquals", "absent", ["a"], True),
        ("StringLike", "arn", ["arn:*x"], True),
        ("StringNotLike", "one", ["a*"], False),
        ("ArnLike", "arn", ["arn:aws:ssm:*:123456789012:automation-execution/*"], True),
        ("ArnLike", "arn", ["arn:aws:ssm:*"], False),
        ("ArnEquals", "arn", ["arn:*:ssm:*:*:*"], True),
        ("ArnNotLike", "arn", ["arn:*:ec2:*:*:*"], True),
        ("Bool", "flag", ["true"], True),
        ("Bool", "flag", ["false"], False),
        ("Bool", "absent", ["false"], False),
        ("BoolIfExists", "absent", ["false"], True),
        ("Null", "absent", ["true"], True),
        ("Null", "one", ["true"], False),
        ("Null", "one", ["false"], True),
        ("NumericLessThan", "number", ["11"], True),
        ("NumericLessThan", "number", ["9"], False),
        ("NumericGreaterThanEquals", "number", ["10"], True),
        ("DateGreaterThan", "date", ["2026-01-01T00:00:00Z"], True),
        ("DateLessThan", "date", ["2026-01-01"], False),
        ("IpAddress", "address", ["203.0.113.0/24"], True),
        ("IpAddress", "address", ["203.0.113.7"], True),
        ("IpAddress", "address", ["198.51.100.0/24", "2001:db8::/32"], False),
        ("IpAddress", "six", ["2001:db8::/32"], True),
        ("IpAddress", "one", ["203.0.113.0/24"], False),
        ("NotIpAddress", "address", ["203.0.113.0/24"], False),
        ("NotIpAddress", "address", ["198.51.100.0/24"], True),
        ("NotIpAddressIfExists", "absent", ["198.51.100.0/24"], True),
        ("BinaryEquals", "bytes", ["QmluYXJ5"], True),
        ("BinaryEquals", "bytes", ["QmluYXJZ"], False),
        ("NumericLessThan", "one", ["11"], False),
        ("NumericNotEquals", "number", ["10.0"], False),
        ("DateNotEquals", "date", ["2026-06-01T00:00:00Z"], False),
        ("DateEquals", "one", ["2026-06-01T00:00:00Z"], False),
        ("ArnNotEquals", "arn", ["arn:*:ssm:*:*:*"], False),
        ("ForAllValues:StringNotEquals", "many", ["c"], True),
        ("ForAllValues:StringNotEquals", "many", ["a"], False),
        ("ForAnyValue:StringNotEquals", "many", ["a"], True),
        ("ForAnyValue:StringNotEquals", "absent", ["a"], False),
        ("ForAnyValue:StringLikeIfExists", "absent", ["a"], True),
        ("ForAllValues:StringEquals", "many", ["a", "b", "c"], True),
        ("ForAllValues:StringEquals", "many", ["a"], False),
        ("ForAllValues:StringEquals", "absent", ["a"], True),
        ("ForAnyValue:StringEquals", "many", ["b"], True),
        ("ForAnyValue:StringEquals", "many", ["c"], False),
        ("ForAnyValue:StringEquals", "absent", ["a"], False),
    ],
)
def test_every_operator_follows_iam(operator: str, key: str, values: list[str], expected: bool) -> None:
    assert met(operator, key, *values) is expected


@given(st.text(max_size=5), st.lists(st.text(max_size=5), min_size=1, max_size=3))
def test_a_negated_operator_is_the_opposite_for_a_single_value(value: str, wanted: list[str]) -> None:
    def holds(operator: str) -> bool:
        statement = Statement("policy", "Allow", conditions={operator: {"key": tuple(wanted)}})
        return failed_condition(statement, {"key": (value,)}) is None

    assert holds("StringEquals") is not holds("StringNotEquals")
    assert holds("StringLike") is not holds("StringNotLike")


def test_all_conditions_of_a_statement_must_hold_and_the_failed_one_is_named() -> None:
    conditions: Any = {"StringEquals": {"one": ("a",), "many": ("z",)}}
    failed = failed_condition(Statement("policy", "Allow", conditions=conditions), CONTEXT)
    assert failed == "StringEquals many z (it is a, b)"


@pytest.mark.parametrize("operator", ["StringIs", "ForSome:StringEquals"])
def test_an_operator_that_does_not_exist_is_bad_input(operator: str) -> None:
    with pytest.raises(BadInput, match=f"policy: unknown condition operator {operator}"):
        met(operator, "one", "a")


@pytest.mark.parametrize(
    ("operator", "value"), [("NumericLessThan", "x"), ("IpAddress", "everywhere"), ("DateLessThan", "soon")]
)
def test_a_policy_s_value_that_its_operator_cannot_read_is_refused(operator: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        met(operator, "one", value)
