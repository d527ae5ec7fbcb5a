from typing import Any

import pytest

from generator.template.errors import RequestRefused
from generator.template.parameters import check_declarations, resolve


def test_defaults_are_used_and_lists_are_split() -> None:
    declared = {
        "Name": {"Type": "String", "Default": "baseline"},
        "Days": {"Type": "Number", "Default": 30},
        "Flag": {"Type": "String", "Default": True},
        "Ports": {"Type": "CommaDelimitedList", "Default": "22, 3389"},
        "Sizes": {"Type": "List<Number>", "Default": "1,2"},
    }
    assert resolve(declared, {"Name": "other"}) == {
        "Name": "other",
        "Days": "30",
        "Flag": "true",
        "Ports": ["22", "3389"],
        "Sizes": ["1", "2"],
    }


def test_a_missing_parameter_is_refused_by_name() -> None:
    with pytest.raises(RequestRefused, match=r"Parameters: \[Name\] must have values"):
        resolve({"Name": {"Type": "String"}}, {})


def test_an_unknown_parameter_is_refused_by_name() -> None:
    with pytest.raises(RequestRefused, match=r"Parameters: \[Nmae\] do not exist in the template"):
        resolve({"Name": {"Type": "String", "Default": ""}}, {"Nmae": "x"})


@pytest.mark.parametrize(
    ("declaration", "value", "problem"),
    [
        ({"Type": "String", "AllowedValues": ["A", "B"]}, "C", "must be one of AllowedValues: A, B"),
        ({"Type": "String", "AllowedPattern": "[a-z]+"}, "ab1", r"must match pattern \[a-z\]\+"),
        ({"Type": "String", "AllowedPattern": "[a-z]+"}, "ab\n", "must match pattern"),
        ({"Type": "String", "MinLength": 3}, "ab", "at least 3 characters"),
        ({"Type": "String", "MaxLength": "3"}, "abcd", "at most 3 characters"),
        ({"Type": "Number", "MinValue": 1}, "0", "not less than 1"),
        ({"Type": "Number", "MaxValue": 365}, "366", "not greater than 365"),
        ({"Type": "Number"}, "many", "must be a number"),
        ({"Type": "List<Number>"}, "1,x", "must be a number"),
        ({"Type": "CommaDelimitedList", "AllowedValues": ["A"]}, "A,B", "AllowedValues"),
    ],
)
def test_a_value_outside_its_constraint_is_refused(declaration: dict[str, Any], value: str, problem: str) -> None:
    with pytest.raises(RequestRefused, match=f"Parameter 'Name' .*{problem}"):
        resolve({"Name": declaration}, {"Name": value})


def test_a_default_outside_its_constraint_is_refused() -> None:
    with pytest.raises(RequestRefused, match="Parameter 'Name'"):
        resolve({"Name": {"Type": "String", "Default": "C", "AllowedValues": ["A"]}}, {})


def test_the_constraint_description_is_the_message() -> None:
    declared = {"Name": {"Type": "String", "AllowedPattern": "a+", "ConstraintDescription": "only the letter a"}}
    with pytest.raises(RequestRefused, match="Parameter Name failed to satisfy constraint: only the letter a"):
        resolve(declared, {"Name": "b"})


@pytest.mark.parametrize(
    ("declaration", "problem"),
    [
        ({}, "must contain a Type member: Name"),
        ({"Type": "Text"}, "Unrecognized parameter type: Text"),
        ({"Type": "String", "Defalt": "x"}, "Defalt"),
        ({"Type": "AWS::SSM::Parameter::Value<String>"}, "Name: the strict account does not resolve"),
    ],
)
def test_a_wrong_declaration_is_refused_by_name(declaration: dict[str, Any], problem: str) -> None:
    with pytest.raises(RequestRefused, match=problem):
        check_declarations({"Name": declaration})


def test_aws_specific_types_are_texts_and_lists() -> None:
    declared = {
        "Vpc": {"Type": "AWS::EC2::VPC::Id", "Default": "vpc-1"},
        "Subnets": {"Type": "List<AWS::EC2::Subnet::Id>", "Default": "a,b"},
    }
    check_declarations(declared)
    assert resolve(declared, {}) == {"Vpc": "vpc-1", "Subnets": ["a", "b"]}
