from typing import Any

import pytest

from generator.lint.parameter_constraints import allowed_values, lets_in, refusal


@pytest.mark.parametrize(
    ("body", "value", "problem"),
    [
        ({"Type": "String", "AllowedPattern": "[a-z]+"}, "abc1", "must match pattern"),
        ({"Type": "Number", "MinValue": "5"}, 3, "not less than 5"),
        ({"Type": "Number"}, "abc", "must be a number"),
        ({"Type": "List<Number>"}, "1,b", "must be a number"),
        ({"Type": "String", "MaxLength": 2, "ConstraintDescription": "short"}, "abc", "at most 2"),
        ({"Type": "String", "AllowedValues": ["x"]}, "y", "must be one of"),
    ],
)
def test_a_refused_value_is_told_with_its_reason(body: Any, value: Any, problem: str) -> None:
    assert problem in (refusal("P", body, value) or "")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"Type": "String", "AllowedPattern": "[a-z]+"}, "abc"),
        ({"Type": "String", "AllowedPattern": r"\p{Alpha}+"}, "1"),
        ({"Type": "String", "AllowedPattern": "[a-z&&[^b]]+"}, "1"),
        ({"Type": "String", "AllowedPattern": "["}, "1"),
        ({"Type": "AWS::SSM::Parameter::Value<String>", "AllowedPattern": "x"}, "/name"),
        ({"Type": "String", "MinLength": "many"}, "1"),
        ({"Type": "String"}, ["a"]),
        ({"Type": "CommaDelimitedList", "AllowedValues": ["a", "b,c"]}, "b,c"),
        ({"Type": "CommaDelimitedList", "AllowedValues": 3}, "b"),
    ],
)
def test_what_cannot_be_told_is_let_in(body: Any, value: Any) -> None:
    assert lets_in("P", body, value)


def test_an_allowed_value_that_the_pattern_refuses_cannot_be_chosen() -> None:
    assert allowed_values(
        "P", {"Type": "String", "AllowedValues": ["a", "a", "b1", True], "AllowedPattern": "[a-z]+"}
    ) == ("a", "true")
    assert allowed_values("P", {"Type": "String"}) is None
