from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.automation.faults import Fault
from generator.automation.parameters import bind, definition_faults

ROLE = "arn:aws:iam::123456789012:role/service/runbook"


@pytest.mark.parametrize(
    "definition, value, bound",
    [
        ({"type": "String"}, "x", "x"),
        ({"type": "String"}, ["x"], "x"),
        ({"type": "Boolean"}, "true", True),
        ({"type": "Boolean"}, ["False"], False),
        ({"type": "Boolean"}, True, True),
        ({"type": "Integer"}, "42", 42),
        ({"type": "StringList"}, ["a", "b"], ["a", "b"]),
        ({"type": "StringList"}, "a", ["a"]),
        ({"type": "StringMap"}, '{"a": "b"}', {"a": "b"}),
        ({"type": "StringMap"}, {"a": "b"}, {"a": "b"}),
        ({"type": "MapList"}, ['{"a": "b"}', '{"c": "d"}'], [{"a": "b"}, {"c": "d"}]),
        ({"type": "MapList"}, '[{"a": "b"}]', [{"a": "b"}]),
        ({"type": "AWS::IAM::Role::Arn"}, ROLE, ROLE),
        ({"type": "AWS::EC2::SecurityGroup::Id"}, "sg-01234567", "sg-01234567"),
        ({"type": "List<AWS::EC2::Instance::Id>"}, ["i-01234567"], ["i-01234567"]),
        ({"type": "String", "allowedValues": ["a", "b"]}, "b", "b"),
        ({"type": "String", "allowedPattern": "^a|b$"}, "b", "b"),
    ],
)
def test_a_value_is_read_by_its_type(definition: dict[str, Any], value: Any, bound: Any) -> None:
    assert bind({"P": definition}, {"P": value}) == {"P": bound}


@pytest.mark.parametrize(
    "definition, value, problem",
    [
        ({"type": "Boolean"}, "yes", "'yes' is neither true nor false"),
        ({"type": "Integer"}, "4.2", "'4.2' is not an integer"),
        ({"type": "Integer"}, True, "True is Boolean, not Integer"),
        ({"type": "String"}, 1, "1 is Integer, not String"),
        ({"type": "String"}, ["a", "b"], "2 values for a String"),
        ({"type": "String"}, "", "a value of 0 characters"),
        ({"type": "String"}, "x" * 513, "a value of 513 characters"),
        ({"type": "StringList"}, ["x"] * 51, "51 values"),
        ({"type": "StringMap"}, "{a", "is not JSON"),
        ({"type": "MapList"}, "[1]", "is list of mixed values, not MapList"),
        ({"type": "AWS::IAM::Role::Arn"}, "runbook", "'runbook' is no AWS::IAM::Role::Arn"),
        ({"type": "AWS::EC2::SecurityGroup::Id"}, "vpc-01234567", "is no AWS::EC2::SecurityGroup::Id"),
        ({"type": "List<AWS::EC2::Instance::Id>"}, ["i-01234567", "x"], "'x' is no List<AWS::EC2::Instance::Id>"),
        ({"type": "String", "allowedValues": ["a", "b"]}, "c", "not one of the allowed values a, b"),
        ({"type": "String", "allowedPattern": "a+"}, "aab", "does not match allowedPattern a+"),
        ({"type": "StringList", "allowedPattern": "a+"}, ["a", "b"], "'b' does not match"),
        ({"type": "String", "minChars": 3}, "ab", "2 characters, allowed are 3 to any number"),
        ({"type": "String", "maxChars": 3}, "abcd", "4 characters, allowed are 0 to 3"),
        ({"type": "StringList", "minItems": 2}, ["a"], "1 members, allowed are 2 to any number"),
        ({"type": "StringList", "maxItems": 1}, ["a", "b"], "2 members, allowed are 0 to 1"),
    ],
)
def test_a_value_that_the_definition_does_not_admit_is_refused_by_name(
    definition: dict[str, Any], value: Any, problem: str
) -> None:
    with pytest.raises(Fault) as caught:
        bind({"P": definition}, {"P": value})
    assert caught.value.where == "parameter P"
    assert problem in caught.value.problem


def test_a_missing_parameter_is_refused_by_name() -> None:
    with pytest.raises(Fault, match="parameter GroupId: missing, and it has no default"):
        bind({"GroupId": {"type": "String"}}, {})


def test_an_unknown_parameter_is_refused_by_name() -> None:
    with pytest.raises(Fault, match="parameter GroupIdd: unknown; the document has GroupId"):
        bind({"GroupId": {"type": "String", "default": ""}}, {"GroupIdd": "x"})


def test_a_default_may_be_empty_or_long_where_a_given_value_may_not() -> None:
    definitions = {"Empty": {"type": "String", "default": ""}, "Long": {"type": "String", "default": "x" * 600}}
    assert bind(definitions, {}) == {"Empty": "", "Long": "x" * 600}


@pytest.mark.parametrize(
    "definition, problem",
    [
        ({}, "type is missing"),
        ({"type": "Text"}, "unknown type 'Text'"),
        ({"type": "String", "default": "c", "allowedValues": ["a"]}, "not one of the allowed values"),
        ({"type": "String", "allowedPattern": "("}, "allowedPattern"),
        ({"type": "String", "minChars": "1"}, "minChars is String, not int"),
        ("String", "is not a mapping"),
    ],
)
def test_a_definition_that_is_wrong_is_refused_by_name(definition: Any, problem: str) -> None:
    [fault] = definition_faults("parameter", {"P": definition})
    assert fault.where == "parameter P"
    assert problem in fault.problem


@given(st.one_of(st.booleans(), st.integers(-(10**9), 10**9)))
def test_what_the_api_carries_as_text_is_the_value_again(value: bool | int) -> None:
    kind = "Boolean" if isinstance(value, bool) else "Integer"
    assert bind({"P": {"type": kind}}, {"P": [str(value)]}) == {"P": value}
