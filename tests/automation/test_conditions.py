from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.automation.conditions import faults, holds


@pytest.mark.parametrize(
    "operator, value, wanted, expected",
    [
        ("StringEquals", "a", "a", True),
        ("StringEquals", "a", "A", False),
        ("EqualsIgnoreCase", "a", "A", True),
        ("EqualsIgnoreCase", "a", "b", False),
        ("StartsWith", "abc", "ab", True),
        ("StartsWith", "abc", "bc", False),
        ("EndsWith", "abc", "bc", True),
        ("EndsWith", "abc", "ab", False),
        ("Contains", "abc", "b", True),
        ("Contains", "abc", "d", False),
        ("NumericEquals", 2, 2, True),
        ("NumericEquals", 2, 3, False),
        ("NumericGreater", 3, 2, True),
        ("NumericGreater", 2, 2, False),
        ("NumericLesser", 1, 2, True),
        ("NumericLesser", 2, 2, False),
        ("NumericGreaterOrEquals", 2, 2, True),
        ("NumericGreaterOrEquals", 1, 2, False),
        ("NumericLesserOrEquals", 2, 2, True),
        ("NumericLesserOrEquals", 3, 2, False),
        ("BooleanEquals", True, True, True),
        ("BooleanEquals", True, False, False),
    ],
)
def test_every_operator_compares(operator: str, value: Any, wanted: Any, expected: bool) -> None:
    assert holds({"Variable": value, operator: wanted, "NextStep": "x"}) is expected


@pytest.mark.parametrize(("operator", "value"), [("StringEquals", True), ("NumericEquals", "1"), ("BooleanEquals", 1)])
def test_a_value_of_another_type_is_refused(operator: str, value: Any) -> None:
    with pytest.raises(TypeError, match=operator):
        holds({"Variable": value, operator: value})


@given(st.lists(st.booleans(), min_size=1))
def test_and_or_and_not_combine(values: list[bool]) -> None:
    items = [{"Variable": value, "BooleanEquals": True} for value in values]
    assert holds({"And": items}) is all(values)
    assert holds({"Or": items}) is any(values)
    assert holds({"Not": {"Or": items}}) is not any(values)


@pytest.mark.parametrize(
    "condition, problem",
    [
        ("text", "is not a mapping"),
        ({"Variable": "{{ A }}", "StringEquals": "a"}, "NextStep is missing"),
        ({"NextStep": "x", "Variable": "A", "StringEquals": "a"}, "Variable is 'A', not one reference"),
        ({"NextStep": "x", "Variable": "{{ A }}"}, "has 0 operators"),
        ({"NextStep": "x", "Variable": "{{ A }}", "StringLike": "a"}, "unknown operator StringLike"),
        ({"NextStep": "x", "Variable": "{{ A }}", "NumericEquals": "1"}, "compares with String, not Integer"),
        ({"NextStep": "x", "And": {}}, "And is not a list"),
        ({"NextStep": "x", "And": [], "Or": []}, "And stands beside Or"),
        ({"NextStep": "x", "Not": [{"Variable": "{{ A }}", "BooleanEquals": True}]}, "Not: is not a mapping"),
    ],
)
def test_a_condition_of_the_wrong_form_is_refused(condition: Any, problem: str) -> None:
    found = [str(fault) for fault in faults("choice 1", condition, choice=True)]
    assert any(problem in text for text in found), found
