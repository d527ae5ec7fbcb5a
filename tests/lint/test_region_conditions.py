from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.region_conditions import hangs_on, hangs_on_region, made_by_default
from generator.template.conditions import evaluate_conditions
from generator.template.functions import Scope

TEMPLATE: dict[str, Any] = {
    "Parameters": {
        "Recorder": {"Type": "String", "Default": "CREATE"},
        "HomeRegion": {"Type": "String"},
        "Days": {"Type": "CommaDelimitedList", "Default": "1,2"},
    },
    "Mappings": {"Lacks": {"eu-west-1": {"Macie": "true"}, "us-east-1": {"Macie": "false"}}},
    "Conditions": {
        "Creates": {"Fn::Equals": [{"Ref": "Recorder"}, "CREATE"]},
        "Home": {"Fn::Equals": [{"Ref": "HomeRegion"}, {"Ref": "AWS::Region"}]},
        "China": {"Fn::Equals": [{"Ref": "AWS::Partition"}, "aws-cn"]},
        "Lacks": {"Fn::Equals": [{"Fn::FindInMap": ["Lacks", {"Ref": "AWS::Region"}, "Macie"]}, "true"]},
        "Both": {"Fn::And": [{"Condition": "Creates"}, {"Condition": "Home"}]},
        "Either": {"Fn::Or": [{"Condition": "Home"}, {"Condition": "Creates"}]},
        "Neither": {"Fn::Not": [{"Condition": "Either"}]},
        "Circle": {"Fn::Not": [{"Condition": "Circle"}]},
        "List": {"Fn::Equals": [{"Ref": "Days"}, "1"]},
        "Odd": [1],
    },
}


@pytest.mark.parametrize(
    ("condition", "region", "made"),
    [
        (None, "us-east-1", True),
        ("Creates", "us-east-1", True),
        ("Home", "us-east-1", False),
        ("China", "cn-north-1", True),
        ("China", "us-east-1", False),
        ("China", "nowhere-1", False),
        ("Lacks", "eu-west-1", True),
        ("Lacks", "us-east-1", False),
        ("Lacks", "sa-east-1", False),
        ("Both", "us-east-1", False),
        ("Either", "us-east-1", True),
        ("Neither", "us-east-1", False),
        ("Circle", "us-east-1", False),
        ("List", "us-east-1", False),
        ("Odd", "us-east-1", False),
        ("Undeclared", "us-east-1", False),
    ],
)
def test_only_what_is_certainly_made_is_made(condition: str | None, region: str, made: bool) -> None:
    assert made_by_default(TEMPLATE, condition, region) is made


def test_a_condition_hangs_on_what_its_parts_hang_on() -> None:
    assert hangs_on(TEMPLATE, "Neither") == {"Recorder", "HomeRegion", "AWS::Region"}
    assert hangs_on_region(TEMPLATE, "Lacks")
    assert not hangs_on_region(TEMPLATE, "Creates")
    assert not hangs_on_region(TEMPLATE, None)
    assert hangs_on(TEMPLATE, "Circle") == hangs_on(TEMPLATE, "Undeclared") == set()
    assert hangs_on({"Conditions": 3}, "Any") == set()


EQUALS = st.tuples(
    st.sampled_from([{"Ref": "AWS::Region"}, {"Ref": "Recorder"}, "CREATE"]),
    st.sampled_from(["CREATE", "us-east-1", "eu-west-1"]),
).map(lambda sides: {"Fn::Equals": list(sides)})
CONDITIONS = st.recursive(
    EQUALS,
    lambda inner: st.one_of(
        inner.map(lambda one: {"Fn::Not": [one]}),
        st.lists(inner, min_size=2, max_size=3).map(lambda many: {"Fn::And": many}),
        st.lists(inner, min_size=2, max_size=3).map(lambda many: {"Fn::Or": many}),
    ),
    max_leaves=8,
)


def never(*_: Any) -> Any:
    raise AssertionError("nothing here refers to a resource")


@given(CONDITIONS, st.sampled_from(["us-east-1", "eu-west-1"]))
def test_where_everything_is_known_it_is_what_cloudformation_decides(condition: dict[str, Any], region: str) -> None:
    template = {"Parameters": TEMPLATE["Parameters"], "Conditions": {"Wanted": condition}}
    values = {"AWS::Region": region, "Recorder": "CREATE"}
    decided = evaluate_conditions(template["Conditions"], Scope(values, {}, {}, never, never, never, never))
    assert made_by_default(template, "Wanted", region) is decided["Wanted"]
