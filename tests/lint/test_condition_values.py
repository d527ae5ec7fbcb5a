from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.condition_values import ConditionValues
from generator.template.conditions import evaluate_conditions
from generator.template.functions import Scope

MODE: Any = {"Type": "String", "AllowedValues": ["OFF", "ON", "AUTO"]}


def outcomes(condition: Any, fixed: dict[str, str] | None = None, **parameters: Any) -> set[bool]:
    template = {
        "Parameters": parameters,
        "Conditions": {"C": condition},
        "Mappings": {"M": {"ON": {"k": "x"}, "OFF": {"k": "y"}}},
    }
    return set(ConditionValues(template, fixed).outcomes("C"))


def equal(left: Any, right: Any) -> dict[str, Any]:
    return {"Fn::Equals": [left, right]}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


@pytest.mark.parametrize(
    ("condition", "parameters", "expected"),
    [
        (equal(ref("P"), "ON"), {"P": MODE}, {True, False}),
        (equal(ref("P"), "On"), {"P": MODE}, {False}),
        ({"Fn::Not": [equal(ref("P"), "On")]}, {"P": MODE}, {True}),
        ({"Fn::And": [equal(ref("P"), "ON"), equal(ref("P"), "OFF")]}, {"P": MODE}, {False}),
        ({"Fn::Or": [equal(ref("P"), "ON"), equal(ref("P"), "OFF"), equal(ref("P"), "AUTO")]}, {"P": MODE}, {True}),
        (
            equal(ref("P"), ref("Q")),
            {"P": MODE, "Q": {"Type": "String", "AllowedValues": ["a", "AUTO"]}},
            {True, False},
        ),
        (equal(ref("P"), ref("Q")), {"P": MODE, "Q": {"Type": "String", "AllowedValues": ["a"]}}, {False}),
        (equal(ref("P"), ref("Q")), {"P": {"Type": "String"}, "Q": {"Type": "String"}}, {True, False}),
        (equal(ref("P"), ""), {"P": {"Type": "String"}}, {True, False}),
        (equal(ref("P"), ""), {"P": {"Type": "String", "MinLength": 1}}, {False}),
        (equal(ref("P"), ""), {"P": {"Type": "String", "AllowedPattern": "[a-z]+"}}, {False}),
        (equal(ref("P"), ""), {"P": {"Type": "String", "AllowedPattern": "([a-z]+)?"}}, {True, False}),
        (equal(ref("P"), ""), {"P": {"Type": "String", "AllowedPattern": "[a-z&&[^x]]+"}}, {True, False}),
        (equal(ref("P"), "12"), {"P": {"Type": "Number", "MaxValue": 10}}, {False}),
        (equal(ref("P"), True), {"P": {"Type": "String", "AllowedValues": ["true", "false"]}}, {True, False}),
        (equal(ref("AWS::Region"), "us-east-1"), {}, {True, False}),
        (equal(ref("AWS::Region"), "us-east1"), {}, {False}),
        (equal(ref("AWS::Region"), "xx-new-7"), {}, {True, False}),
        (
            equal({"Fn::FindInMap": ["M", ref("P"), "k"]}, "x"),
            {"P": {**MODE, "AllowedValues": ["ON", "OFF"]}},
            {True, False},
        ),
        (equal({"Fn::Sub": "${P}-x"}, "ON"), {"P": MODE}, {False}),
    ],
)
def test_a_condition_has_the_values_that_its_parameters_allow(
    condition: Any, parameters: Any, expected: set[bool]
) -> None:
    assert outcomes(condition, **parameters) == expected


@pytest.mark.parametrize(
    ("condition", "parameters"),
    [
        (equal({"Fn::Join": ["", ref("P")]}, ""), {"P": {"Type": "CommaDelimitedList"}}),
        (equal({"Fn::Select": [0, {"Fn::Split": [".", ref("P")]}]}, ""), {"P": {"Type": "String"}}),
        (equal({"Fn::FindInMap": ["M", ref("P"), "k"]}, "x"), {"P": {"Type": "String"}}),
        (equal(ref("Unknown"), "x"), {}),
        ({"Condition": "C"}, {}),
        ({"Condition": "Missing"}, {}),
        ({"Fn::Equals": ["x"]}, {}),
        ({"Fn::Nothing": [1]}, {}),
        ("x", {}),
        (None, {}),
        (equal(ref("P"), "x"), {"P": {"Type": "String", "AllowedValues": []}}),
    ],
)
def test_what_only_deployment_tells_has_no_values(condition: Any, parameters: Any) -> None:
    assert outcomes(condition, **parameters) == set()


def test_a_known_value_decides() -> None:
    at_home = equal(ref("AWS::Region"), "us-east-1")
    assert outcomes(at_home, {"AWS::Region": "us-east-1"}) == {True}
    assert outcomes(at_home, {"AWS::Region": "eu-west-1"}) == {False}


def test_parts_that_share_no_parameter_are_many_and_still_told() -> None:
    names = [f"P{number}" for number in range(40)]
    either = {"Fn::Or": [equal(ref(name), "ON") for name in names]}
    assert outcomes(either, **dict.fromkeys(names, MODE)) == {True, False}


def test_parts_that_share_too_much_are_not_told() -> None:
    names = [f"P{number}" for number in range(12)]
    both = {"Fn::And": [equal(ref(one), ref(other)) for one, other in pairwise(names)]}
    assert outcomes(both, **dict.fromkeys(names, MODE)) == set()


NAMES = ("A", "B", "D")
TESTS = st.builds(
    lambda name, value: equal(ref(name), value), st.sampled_from(NAMES), st.sampled_from(["x", "y", "z", "w"])
) | st.builds(lambda one, other: equal(ref(one), ref(other)), st.sampled_from(NAMES), st.sampled_from(NAMES))
TREES = st.recursive(
    TESTS,
    lambda inner: (
        st.builds(lambda each: {"Fn::Not": [each]}, inner)
        | st.builds(
            lambda name, parts: {name: parts},
            st.sampled_from(["Fn::And", "Fn::Or"]),
            st.lists(inner, min_size=2, max_size=3),
        )
    ),
    max_leaves=6,
)


@given(TREES, st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=3, unique=True))
def test_the_values_are_those_of_trying_every_choice(tree: Any, allowed: list[str]) -> None:
    declared: Any = {name: {"Type": "String", "AllowedValues": allowed} for name in NAMES}
    tried = set()
    for case in product(allowed, repeat=len(NAMES)):
        scope = Scope(dict(zip(NAMES, case, strict=True)), {}, {}, str, str, str, list)  # type: ignore[arg-type]  # never called
        tried.add(evaluate_conditions({"C": tree}, scope)["C"])
    assert outcomes(tree, **declared) == tried


def test_conditions_that_exclude_each_other_are_never_true_together() -> None:
    template = {
        "Parameters": {"P": MODE, "Q": MODE},
        "Conditions": {"On": equal(ref("P"), "ON"), "Off": equal(ref("P"), "OFF"), "Other": equal(ref("Q"), "ON")},
    }
    values = ConditionValues(template)
    assert values.together("On", "Off") == {False}
    assert values.together("On", "Other") == {True, False}
    assert values.together("On", "Missing") == frozenset()
