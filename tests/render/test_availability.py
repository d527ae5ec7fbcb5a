from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.knowledge.resource_types import known_regions, missing_regions
from generator.render.availability import may_be_true, regions

REGION = {"Ref": "AWS::Region"}
REMEDIATION = "AWS::Config::RemediationConfiguration"
ANYWHERE = {"Topic": {"Type": "AWS::SNS::Topic"}}


def is_in(region: str) -> dict[str, Any]:
    return {"Fn::Equals": [REGION, region]}


def one_of(*codes: str) -> dict[str, Any]:
    tests = [is_in(code) for code in codes]
    return {"Fn::Or": tests} if len(tests) > 1 else tests[0]


def test_a_template_of_what_every_region_has_deploys_in_every_known_region() -> None:
    assert regions({"Resources": ANYWHERE}) == tuple(sorted(known_regions()))


def test_a_region_that_lacks_a_type_is_left_out() -> None:
    missing = missing_regions(REMEDIATION)
    assert missing
    found = regions({"Resources": {**ANYWHERE, "Remediation": {"Type": REMEDIATION}}})
    assert set(found) == known_regions() - missing


def test_a_condition_on_the_region_brings_the_region_back() -> None:
    missing = sorted(missing_regions(REMEDIATION))
    conditions = {"HasRemediation": {"Fn::Not": [one_of(*missing)]}}
    guarded = {"Remediation": {"Type": REMEDIATION, "Condition": "HasRemediation"}}
    assert regions({"Resources": guarded, "Conditions": conditions}) == tuple(sorted(known_regions()))
    conditions = {"HasRemediation": {"Fn::Not": [one_of(*missing[1:])]}}
    found = regions({"Resources": guarded, "Conditions": conditions})
    assert known_regions() - set(found) == {missing[0]}


def test_a_condition_on_a_parameter_does_not_bring_the_region_back() -> None:
    conditions = {"IsWanted": {"Fn::Equals": [{"Ref": "Mode"}, "ON"]}}
    guarded = {"Remediation": {"Type": REMEDIATION, "Condition": "IsWanted"}}
    assert set(regions({"Resources": guarded, "Conditions": conditions})) == known_regions() - missing_regions(
        REMEDIATION
    )


PARAMETER = {"Fn::Equals": [{"Ref": "Mode"}, "ON"]}
HERE, ELSEWHERE = is_in("eu-west-1"), is_in("us-east-1")


@pytest.mark.parametrize(
    ("expression", "possible"),
    [
        (HERE, True),
        (ELSEWHERE, False),
        (PARAMETER, True),
        ({"Fn::Equals": ["a", "a"]}, True),
        ({"Fn::Equals": ["a", "b"]}, False),
        ({"Fn::Equals": ["eu-west-1", REGION]}, True),
        ({"Fn::Equals": ["us-east-1", REGION]}, False),
        ({"Fn::Equals": [REGION, REGION]}, True),
        ({"Fn::Not": [{"Fn::Equals": [REGION, REGION]}]}, False),
        ({"Fn::Not": [{"Fn::Equals": [REGION, {"Ref": "HomeRegion"}]}]}, True),
        ({"Fn::Not": [HERE]}, False),
        ({"Fn::Not": [ELSEWHERE]}, True),
        ({"Fn::Not": [PARAMETER]}, True),
        ({"Fn::And": [PARAMETER, ELSEWHERE]}, False),
        ({"Fn::And": [PARAMETER, HERE]}, True),
        ({"Fn::Or": [PARAMETER, ELSEWHERE]}, True),
        ({"Fn::Or": [ELSEWHERE, {"Fn::Not": [HERE]}]}, False),
        ({"Fn::Not": [{"Fn::Or": [PARAMETER, HERE]}]}, False),
        ({"Fn::Not": [{"Fn::And": [PARAMETER, ELSEWHERE]}]}, True),
        ({"Fn::And": [{"Condition": "Named"}, HERE]}, False),
        ({"Fn::Or": [{"Condition": "Named"}, HERE]}, True),
    ],
)
def test_a_condition_has_three_values(expression: dict[str, Any], possible: bool) -> None:
    conditions = {"Asked": expression, "Named": ELSEWHERE}
    assert may_be_true("Asked", conditions, "eu-west-1") is possible


def test_no_condition_is_true_everywhere() -> None:
    assert may_be_true(None, {}, "eu-west-1")


def expressions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        inner.map(lambda one: {"Fn::Not": [one]}),
        several.map(lambda many: {"Fn::And": many}),
        several.map(lambda many: {"Fn::Or": many}),
    )


LEAVES = st.sampled_from([HERE, ELSEWHERE, {"P": 0}, {"P": 1}, {"P": 2}])


def evaluated(expression: dict[str, Any], region: str, values: tuple[bool, ...]) -> bool:
    ((function, argument),) = expression.items()
    if function == "P":
        return bool(values[argument])
    if function == "Fn::Equals":
        return bool(argument[1] == region)
    parts = [evaluated(part, region, values) for part in argument]
    results: dict[str, bool] = {"Fn::Not": not parts[0], "Fn::And": all(parts), "Fn::Or": any(parts)}
    return results[function]


def as_template(expression: Any) -> Any:
    if isinstance(expression, list):
        return [as_template(part) for part in expression]
    if not isinstance(expression, dict):
        return expression
    if "P" in expression:
        return {"Fn::Equals": [{"Ref": f"P{expression['P']}"}, "ON"]}
    return {key: as_template(part) for key, part in expression.items()}


@settings(deadline=None)
@given(st.recursive(LEAVES, expressions, max_leaves=8), st.sampled_from(["eu-west-1", "us-east-1", "sa-east-1"]))
def test_what_some_values_of_the_parameters_make_true_is_never_called_impossible(
    expression: dict[str, Any], region: str
) -> None:
    some = any(evaluated(expression, region, values) for values in product((True, False), repeat=3))
    assert may_be_true("C", {"C": as_template(expression)}, region) >= some
