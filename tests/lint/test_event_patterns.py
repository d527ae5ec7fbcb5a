from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.event_patterns import MATCHERS, faults, fields, needs_field, text_names, values
from generator.lint.nodes import Place
from tests.events.pattern import InvalidPattern, matches


def problems(pattern: Any, *texts: str) -> list[str]:
    return [problem for _, problem in faults(Place(pattern), frozenset(texts))]


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["aws.ec2", None, 1, True, ""]},
        {"detail": {"a": [{"prefix": ""}, {"prefix": {"equals-ignore-case": "x"}}, {"suffix": ".png"}]}},
        {"detail": {"a": [{"anything-but": "x"}, {"anything-but": ["x", "y"]}, {"anything-but": [1, 2]}]}},
        {"detail": {"a": [{"anything-but": {"prefix": "x"}}, {"anything-but": {"wildcard": ["*x", "y*"]}}]}},
        {"detail": {"a": [{"numeric": [">=", 7]}, {"numeric": [">", 0, "<=", 5]}, {"numeric": ["=", 3.5]}]}},
        {
            "detail": {
                "a": [{"cidr": "10.0.0.0/24"}, {"exists": False}, {"equals-ignore-case": "x"}, {"wildcard": "a*b*"}]
            }
        },
        {"$or": [{"source": ["a"]}, {"detail-type": ["b"]}]},
        {"source": {"Ref": "Sources"}, "detail": {"Fn::Transform": {"Name": "x"}}},
        {"source": {"Fn::If": ["A", ["x"], {"Ref": "AWS::NoValue"}]}},
        {"detail": {"a": [{"numeric": [">", {"Ref": "Least"}]}, {"prefix": {"Fn::Sub": "${X}-"}}]}},
    ],
)
def test_what_eventbridge_takes_is_no_fault(pattern: Any) -> None:
    assert problems(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ({"source": "aws.ec2"}, "must be a list"),
        ({"source": None}, "must be a list"),
        ({"account": {"Ref": "AWS::AccountId"}}, "must be a list"),
        ({"account": {"Fn::Sub": "${AWS::AccountId}"}}, "must be a list"),
        ({"source": {"Fn::If": ["A", "aws.ec2", ["x"]]}}, "must be a list"),
        ({"source": []}, "empty list"),
        ({"source": [["aws.ec2"]]}, "list in its list"),
        ({"detail": {}}, "empty object"),
        ({"$or": [{"source": "x"}, {"source": ["y"]}]}, "must be a list"),
        ({"detail": {"a": [{"prefx": "x"}]}}, "did you mean 'prefix'"),
        ({"detail": {"a": [{"like": "x"}]}}, "use one of"),
        ({"detail": {"a": [{"prefix": "x", "suffix": "y"}]}}, "exactly one key"),
        ({"detail": {"a": [{}]}}, "exactly one key"),
        ({"detail": {"a": [{"prefix": ["x"]}]}}, "takes one text"),
        ({"detail": {"a": [{"wildcard": "a**"}]}}, "two wildcards"),
        ({"detail": {"a": [{"exists": "yes"}]}}, "true or false"),
        ({"detail": {"a": [{"cidr": "10.0.0"}]}}, "block of addresses"),
        ({"detail": {"a": [{"numeric": 7}]}}, "takes a list"),
        ({"detail": {"a": [{"numeric": [">=", 7, "<"]}]}}, "takes a list"),
        ({"detail": {"a": [{"numeric": ["==", 7]}]}}, "takes =, <"),
        ({"detail": {"a": [{"numeric": ["<", 7, ">", 4]}]}}, "takes =, <"),
        ({"detail": {"a": [{"numeric": [">", "many"]}]}}, "compares with numbers"),
        ({"detail": {"a": [{"numeric": [">=", 7, "<", 4]}]}}, "no number is"),
        ({"detail": {"a": [{"anything-but": []}]}}, "at least one"),
        ({"detail": {"a": [{"anything-but": ["x", 1]}]}}, "not both"),
        ({"detail": {"a": [{"anything-but": None}]}}, "takes a text"),
        ({"detail": {"a": [{"anything-but": {"numeric": ["=", 1]}}]}}, "one of prefix"),
        ("{not json", "no JSON"),
    ],
)
def test_what_eventbridge_refuses_is_a_fault(pattern: Any, problem: str) -> None:
    (found,) = problems(pattern, "AWS::AccountId")
    assert problem in found


LEAVES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["a", "", "=", "<", ">", "10.0.0.0/8", "*"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*MATCHERS, "$or", "x", "source"]), inner, max_size=2)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["source", "detail", "$or", "x"]), LEAVES, max_size=3))
def test_no_fault_is_found_in_what_matches_an_event(pattern: dict[str, Any]) -> None:
    try:
        matches(pattern, {"source": "a", "detail": {"x": 1}})
    except InvalidPattern:
        return
    if pattern:
        assert problems(pattern) == []


def test_fields_are_found_inside_of_or_and_under_conditions() -> None:
    pattern = Place({"$or": [{"a": [1]}, {"b": {"Fn::If": ["C", {"c": [2]}, [3]]}}], "source": {"Ref": "List"}})
    assert [(keys, leaf.value) for keys, leaf in fields(pattern)] == [(("a",), [1]), (("b", "c"), [2]), (("b",), [3])]


def test_values_are_told_only_where_all_are_plain() -> None:
    assert values(Place({"source": ["a", "b"]}), "source") == ["a", "b"]
    assert values(Place({"source": ["a", {"prefix": "b"}]}), "source") is None
    assert values(Place({"detail": {"source": ["a"]}}), "source") is None


def test_a_field_that_may_be_absent_is_not_needed() -> None:
    assert needs_field(Place([1, {"prefix": "x"}, {"exists": True}]))
    assert not needs_field(Place([1, {"exists": False}]))
    assert not needs_field(Place([{"Ref": "Value"}]))


def test_a_ref_to_a_list_is_no_text() -> None:
    template = {
        "Parameters": {"A": {"Type": "String"}, "B": {"Type": "CommaDelimitedList"}},
        "Resources": {"C": {"Type": "X"}},
    }
    assert text_names(template) >= {"A", "C", "AWS::Region"}
    assert "B" not in text_names(template)
