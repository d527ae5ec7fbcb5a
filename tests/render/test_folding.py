from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.folding import NO_VALUE, Folding
from generator.template.conditions import evaluate_conditions
from generator.template.functions import Scope, evaluate
from generator.template.pseudo_parameters import NO_VALUE as LEFT_OUT

MAPPINGS = {"Levels": {"LOW": {"Numbers": [1, 2], "Name": "low"}, "HIGH": {"Numbers": [3], "Name": "high"}}}


def equals(name: str, value: str) -> dict[str, Any]:
    return {"Fn::Equals": [{"Ref": name}, value]}


CONDITIONS = {
    "KnownTrue": equals("Known", "yes"),
    "KnownFalse": equals("Known", "no"),
    "Open": equals("Asked", "ON"),
    "Same": {"Fn::And": [{"Condition": "KnownTrue"}, {"Condition": "Open"}]},
    "Opposite": {"Fn::Not": [{"Fn::Or": [{"Condition": "KnownFalse"}, {"Condition": "Open"}]}]},
    "Both": {"Fn::And": [{"Condition": "Same"}, equals("Other", "ON"), {"Condition": "KnownTrue"}]},
    "Never": {"Fn::And": [{"Condition": "Open"}, {"Condition": "KnownFalse"}]},
    "Always": {"Fn::Or": [{"Condition": "Open"}, {"Condition": "KnownTrue"}]},
}


def folding() -> Folding:
    return Folding({"Known": "yes", "Number": 30, "Items": ["a", "b"], "Level": "HIGH"}, MAPPINGS, CONDITIONS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("KnownTrue", True),
        ("KnownFalse", False),
        ("Never", False),
        ("Always", True),
        ("Open", equals("Asked", "ON")),
        ("Same", {"Condition": "Open"}),
        ("Opposite", {"Fn::Not": [{"Condition": "Open"}]}),
        ("Both", {"Fn::And": [{"Condition": "Open"}, equals("Other", "ON")]}),
    ],
)
def test_a_condition_keeps_only_what_is_open(name: str, expected: Any) -> None:
    assert folding().expression(name) == expected


def test_a_condition_that_hangs_on_one_other_alone_goes_by_its_name() -> None:
    assert folding().condition("Same") == "Open"
    assert folding().condition("Both") == "Both"
    assert folding().value({"Fn::If": ["Same", 1, 2]}) == {"Fn::If": ["Open", 1, 2]}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"Ref": "Number"}, 30),
        ({"Ref": "Asked"}, {"Ref": "Asked"}),
        ({"Fn::Sub": "${Number} of ${!Number}"}, "30 of ${Number}"),
        ({"Fn::Sub": "${Number} of ${!Left} in ${AWS::Region}"}, {"Fn::Sub": "30 of ${!Left} in ${AWS::Region}"}),
        ({"Fn::Sub": ["${Known} ${A} ${B}", {"A": {"Ref": "Number"}, "B": {"Ref": "Asked"}}]},
         {"Fn::Sub": ["yes 30 ${B}", {"B": {"Ref": "Asked"}}]}),
        ({"Fn::Sub": ["${Known}", {"Known": {"Ref": "Asked"}}]}, {"Fn::Sub": ["${Known}", {"Known": {"Ref": "Asked"}}]}),
        ({"Fn::Sub": "${Topic.Arn}"}, {"Fn::Sub": "${Topic.Arn}"}),
        ({"Fn::Join": [",", {"Ref": "Items"}]}, "a,b"),
        ({"Fn::Join": [",", [{"Ref": "Asked"}, {"Ref": "Number"}]]}, {"Fn::Join": [",", [{"Ref": "Asked"}, 30]]}),
        ({"Fn::Select": [1, {"Fn::Split": [",", {"Fn::Sub": "${Known},${Number}"}]}]}, "30"),
        ({"Fn::Select": [0, ["kept", {"Ref": "Waited"}]]}, {"Fn::Select": [0, ["kept", {"Ref": "Waited"}]]}),
        ({"Fn::FindInMap": ["Levels", {"Ref": "Level"}, "Numbers"]}, [3]),
        ({"Fn::FindInMap": ["Levels", {"Ref": "Asked"}, "Name"]}, {"Fn::FindInMap": ["Levels", {"Ref": "Asked"}, "Name"]}),
        ({"A": {"Fn::If": ["KnownFalse", 1, NO_VALUE]}, "B": 2}, {"B": 2}),
        ([{"Fn::If": ["KnownFalse", 1, NO_VALUE]}, 2], [2]),
        ({"A": {"Fn::If": ["Open", {"Ref": "Number"}, NO_VALUE]}}, {"A": {"Fn::If": ["Open", 30, NO_VALUE]}}),
        ({"A": {"Fn::If": ["Open", {"Ref": "Number"}, 30]}}, {"A": 30}),
        ({"Statement": {"Condition": {"Bool": {"a": "b"}}}}, {"Statement": {"Condition": {"Bool": {"a": "b"}}}}),
    ],
)  # fmt: skip
def test_what_is_known_is_filled_in_and_the_rest_stays(node: Any, expected: Any) -> None:
    assert folding().value(node) == expected


def test_a_known_text_that_looks_like_a_variable_stays_a_text() -> None:
    known = Folding({"Pattern": "${Asked}"}, {}, {})
    assert known.value({"Fn::Sub": "${Pattern}"}) == "${Asked}"
    assert known.value({"Fn::Sub": "${Pattern} ${Asked}"}) == {"Fn::Sub": "${!Asked} ${Asked}"}


def test_rules_of_lists_are_decided_too() -> None:
    assert folding().truth({"Fn::Contains": [["yes", "no"], {"Ref": "Known"}]}) is True
    left = {"Fn::Contains": [["yes", "no"], {"Ref": "Asked"}]}
    assert folding().truth(left) == left


NAMES = ("Known", "Asked", "Other")
VALUES = ("yes", "no", "ON", "")
expressions = st.recursive(
    st.builds(equals, st.sampled_from(NAMES), st.sampled_from(VALUES)),
    lambda inner: st.one_of(
        st.builds(lambda part: {"Fn::Not": [part]}, inner),
        st.builds(
            lambda function, parts: {function: parts},
            st.sampled_from(["Fn::And", "Fn::Or"]),
            st.lists(inner, min_size=2, max_size=4),
        ),
    ),
    max_leaves=8,
)
conditions = st.dictionaries(st.sampled_from(["C1", "C2", "C3"]), expressions, min_size=1)
leaves = st.one_of(
    st.sampled_from(["text", 7, {"Ref": "Known"}, {"Ref": "Asked"}, NO_VALUE]),
    st.sampled_from([{"Fn::Sub": "${Known}-${Asked}-${!Known}"}, {"Fn::Join": ["", [{"Ref": "Known"}, "x"]]}]),
)


def nodes(names: list[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(["A", "B"]), inner, max_size=2),
            st.builds(lambda name, a, b: {"Fn::If": [name, a, b]}, st.sampled_from(names), inner, inner),
        ),
        max_leaves=10,
    )


def evaluated(node: Any, declared: dict[str, Any], values: dict[str, str]) -> Any:
    def nothing(*names: str) -> Any:
        raise AssertionError(names)

    known: dict[str, Any] = {**values, "AWS::NoValue": LEFT_OUT}
    scope = Scope(known, MAPPINGS, {}, nothing, nothing, nothing, lambda region: [])
    found = evaluate_conditions(declared, scope)
    return evaluate([node], Scope(known, MAPPINGS, found, nothing, nothing, nothing, lambda region: []))


@settings(deadline=None)
@given(st.data(), conditions, st.fixed_dictionaries({name: st.sampled_from(VALUES) for name in NAMES}))
def test_folded_data_means_the_same(data: st.DataObject, declared: dict[str, Any], values: dict[str, str]) -> None:
    node = data.draw(nodes(sorted(declared)))
    folded = Folding({"Known": values["Known"]}, MAPPINGS, declared)
    (left,) = [folded.value([node])]
    expressions_left = {name: folded.expression(name) for name in declared}
    open_ones = {
        name: each for name, each in expressions_left.items() if not isinstance(each, bool) and "Condition" not in each
    }
    asked = {name: value for name, value in values.items() if name != "Known"}
    for each in open_ones.values():
        assert all(len(parts) >= 2 for function, parts in each.items() if function in ("Fn::And", "Fn::Or"))
    assert evaluated(left, open_ones, asked) == [evaluated(node, declared, values)]
