import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.pattern import InvalidPattern, matches

EVENT: dict[str, Any] = {
    "source": "aws.ec2",
    "account": "111122223333",
    "resources": ["arn:aws:ec2:eu-west-1:111122223333:instance/i-0", "other"],
    "detail": {
        "state": "running",
        "count": 5,
        "share": 0.5,
        "on": True,
        "note": None,
        "empty": [],
        "ip": "10.0.0.33",
        "ip6": "2001:db8::1",
        "path": "a*b\\c",
        "people": [{"first": "Anna", "last": "Smith"}, {"first": "Peter", "last": "Jones", "age": 7}],
        "groups": [[{"name": "a", "size": 1}], [{"name": "b", "size": 2}]],
    },
}


def detail(pattern: Any) -> bool:
    return matches({"detail": pattern}, EVENT)


@pytest.mark.parametrize(
    ("field", "wanted", "expected"),
    [
        ("state", ["stopped", "running"], True),
        ("state", ["Running"], False),
        ("count", [5], True),
        ("count", ["5"], False),
        ("count", [5.0], False),
        ("on", [True], True),
        ("on", [1], False),
        ("note", [None], True),
        ("absent", [None], False),
        ("state", [{"prefix": "run"}], True),
        ("state", [{"prefix": "Run"}], False),
        ("state", [{"prefix": {"equals-ignore-case": "RUN"}}], True),
        ("count", [{"prefix": "5"}], False),
        ("state", [{"suffix": "ning"}], True),
        ("state", [{"suffix": "run"}], False),
        ("state", [{"suffix": {"equals-ignore-case": "NING"}}], True),
        ("state", [{"equals-ignore-case": "RUNNING"}], True),
        ("state", [{"equals-ignore-case": "RUN"}], False),
        ("state", [{"wildcard": "r*n*g"}], True),
        ("state", [{"wildcard": "*"}], True),
        ("state", [{"wildcard": "r*x"}], False),
        ("path", [{"wildcard": "a\\*b\\\\c"}], True),
        ("state", [{"wildcard": "run.ing"}], False),
        ("state", [{"anything-but": "stopped"}], True),
        ("state", [{"anything-but": ["stopped", "running"]}], False),
        ("count", [{"anything-but": [4, 6]}], True),
        ("count", [{"anything-but": 5}], False),
        ("absent", [{"anything-but": "stopped"}], False),
        ("state", [{"anything-but": {"prefix": "run"}}], False),
        ("state", [{"anything-but": {"prefix": ["a", "b"]}}], True),
        ("state", [{"anything-but": {"suffix": "ing"}}], False),
        ("state", [{"anything-but": {"equals-ignore-case": ["RUNNING"]}}], False),
        ("state", [{"anything-but": {"wildcard": "*nn*"}}], False),
        ("state", [{"anything-but": {"wildcard": "*x*"}}], True),
        ("count", [{"numeric": ["=", 5.0]}], True),
        ("count", [{"numeric": [">", 0, "<=", 5]}], True),
        ("count", [{"numeric": [">", 0, "<", 5]}], False),
        ("share", [{"numeric": ["<", 1]}], True),
        ("share", [{"numeric": [">=", 1]}], False),
        ("state", [{"numeric": [">", 0]}], False),
        ("on", [{"numeric": [">", 0]}], False),
        ("state", [{"exists": True}], True),
        ("state", [{"exists": False}], False),
        ("absent", [{"exists": False}], True),
        ("absent", [{"exists": True}], False),
        ("people", [{"exists": True}], False),
        ("empty", [{"exists": True}], False),
        ("absent", ["x", {"exists": False}], True),
        ("ip", [{"cidr": "10.0.0.0/24"}], True),
        ("ip", [{"cidr": "10.0.1.0/24"}], False),
        ("ip6", [{"cidr": "2001:db8::/32"}], True),
        ("ip", [{"cidr": "2001:db8::/32"}], False),
        ("state", [{"cidr": "10.0.0.0/24"}], False),
    ],
)
def test_a_field_matches_as_aws_documents_it(field: str, wanted: Any, expected: bool) -> None:
    assert detail({field: wanted}) is expected


def test_all_fields_must_match_and_fields_that_are_not_named_do_not_matter() -> None:
    assert matches({"source": ["aws.ec2"], "detail": {"state": ["running"]}}, EVENT)
    assert not matches({"source": ["aws.s3"], "detail": {"state": ["running"]}}, EVENT)


def test_a_list_of_values_matches_by_any_of_them() -> None:
    assert matches({"resources": ["other"]}, EVENT)
    assert matches({"resources": [{"suffix": "i-0"}]}, EVENT)
    assert matches({"resources": [{"anything-but": "other"}]}, EVENT)
    assert not matches({"resources": ["another"]}, EVENT)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"people": {"first": ["Anna"], "last": ["Smith"]}}, True),
        ({"people": {"first": ["Anna"], "last": ["Jones"]}}, False),
        ({"people": {"first": ["Anna", "Peter"], "last": ["Jones"]}}, True),
        ({"people": {"first": ["Anna"]}, "groups": {"name": ["b"]}}, True),
        ({"groups": {"name": ["a"], "size": [2]}}, False),
        ({"groups": {"name": ["b"], "size": [2]}}, True),
        ({"people": {"first": ["Anna"], "age": [7]}}, False),
    ],
)
def test_fields_of_one_array_must_come_from_the_same_element(pattern: Any, expected: bool) -> None:
    assert detail(pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"$or": [{"state": ["stopped"]}, {"count": [5]}]}, True),
        ({"$or": [{"state": ["stopped"]}, {"count": [6]}]}, False),
        ({"on": [False], "$or": [{"state": ["running"]}, {"count": [5]}]}, False),
        ({"$or": [{"state": ["x"]}, {"on": [True], "$or": [{"count": [1]}, {"share": [0.5]}]}]}, True),
        ({"$or": [{"state": ["x"]}, {"on": [True], "$or": [{"count": [1]}, {"share": [1]}]}]}, False),
        ({"people": {"$or": [{"first": ["Anna"], "last": ["Jones"]}, {"age": [7]}]}}, True),
    ],
)
def test_or_asks_for_one_of_its_objects(pattern: Any, expected: bool) -> None:
    assert detail(pattern) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        {},
        {"a": {}},
        {"a": []},
        {"a": "x"},
        {"a": None},
        {"a": [["x"]]},
        {"a": [{}]},
        {"a": [{"prefix": "x", "suffix": "y"}]},
        {"a": [{"begins-with": "x"}]},
        {"a": [{"prefix": 1}]},
        {"a": [{"prefix": {"wildcard": "x"}}]},
        {"a": [{"suffix": None}]},
        {"a": [{"equals-ignore-case": ["x"]}]},
        {"a": [{"wildcard": "a**b"}]},
        {"a": [{"wildcard": "a\\b"}]},
        {"a": [{"wildcard": "a\\"}]},
        {"a": [{"exists": "true"}]},
        {"a": [{"cidr": "10.0.0.0/33"}]},
        {"a": [{"numeric": []}]},
        {"a": [{"numeric": [">"]}]},
        {"a": [{"numeric": ["!", 1]}]},
        {"a": [{"numeric": [">", "1"]}]},
        {"a": [{"numeric": [">", True]}]},
        {"a": [{"numeric": [">", 5.1e9]}]},
        {"a": [{"numeric": ["<", 5, ">", 1]}]},
        {"a": [{"numeric": [">", 5, "<", 1]}]},
        {"a": [{"numeric": ["=", 5, "<", 9]}]},
        {"a": [{"anything-but": []}]},
        {"a": [{"anything-but": ["x", 1]}]},
        {"a": [{"anything-but": [True]}]},
        {"a": [{"anything-but": None}]},
        {"a": [{"anything-but": {"numeric": ["=", 1]}}]},
        {"a": [{"anything-but": {"prefix": ""}}]},
        {"a": [{"anything-but": {"prefix": [1]}}]},
        {"$or": [{"a": ["x"]}]},
        {"$or": {"a": ["x"]}},
        {"$or": [{"a": ["x"]}, ["b"]]},
        {"$or": [{"numeric": [1]}, {"prefix": ["abc"]}]},
        {"a": ["x"], "$or": [{"a": ["y"]}, {"b": ["z"]}]},
    ],
)
def test_a_pattern_that_eventbridge_refuses_is_refused_whatever_the_event(pattern: Any) -> None:
    for event in ({}, {"a": "x", "b": "z"}):
        with pytest.raises(InvalidPattern):
            matches(pattern, event)


KEYS = st.sampled_from(("a", "b", "c"))
LEAVES = st.none() | st.booleans() | st.integers(-9, 9) | st.text("xyz*", max_size=3)
EVENTS = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    max_size=3,
)


def exact(node: Any) -> Any:
    """The pattern that names every value of ``node``, the objects of an array by their first; nothing where there are none."""
    if isinstance(node, dict):
        fields = {key: exact(value) for key, value in node.items()}
        return {key: value for key, value in fields.items() if value}
    if isinstance(node, list):
        found = [each for each in map(exact, node) if each]
        return found[0] if found else None
    return [node]


@given(EVENTS)
def test_an_event_matches_the_pattern_of_its_own_values(event: dict[str, Any]) -> None:
    pattern = exact(event)
    if pattern:
        assert matches(pattern, event)
        assert not matches(pattern | {"more": ["x"]}, event)
        assert matches(pattern | {"more": [{"exists": False}]}, event)


@given(EVENTS, EVENTS)
def test_what_an_event_has_besides_changes_no_match(event: dict[str, Any], other: dict[str, Any]) -> None:
    pattern = exact(event)
    if pattern:
        assert matches(pattern, event | {f"more-{key}": value for key, value in other.items()})
        assert matches(pattern, json.loads(json.dumps(event)))


@given(EVENTS, st.lists(st.text("xyz*", max_size=3), min_size=1, max_size=3))
def test_or_is_the_or_of_its_objects(event: dict[str, Any], words: list[str]) -> None:
    one, other = {"a": words}, {"b": [{"anything-but": words}]}
    assert matches({"$or": [one, other]}, event) is (matches(one, event) or matches(other, event))


@given(st.text("xyz*\\", max_size=4), st.text("xyz*\\", max_size=6))
def test_an_escaped_wildcard_is_plain_text_and_a_star_at_each_end_asks_whether_it_is_held(held: str, text: str) -> None:
    escaped = held.replace("\\", "\\\\").replace("*", "\\*")
    assert matches({"a": [{"wildcard": escaped}]}, {"a": text}) is (held == text)
    if held:
        assert matches({"a": [{"wildcard": f"*{escaped}*"}]}, {"a": text}) is (held in text)


@given(st.text("xY", max_size=3), st.text("xY", min_size=1, max_size=3))
def test_prefix_suffix_and_anything_but_say_what_text_says(text: str, part: str) -> None:
    event = {"a": text}
    assert matches({"a": [{"prefix": part}]}, event) is text.startswith(part)
    assert matches({"a": [{"suffix": part}]}, event) is text.endswith(part)
    for operation in ({"prefix": part}, {"suffix": part}, {"equals-ignore-case": part}):
        assert matches({"a": [{"anything-but": operation}]}, event) is not matches({"a": [operation]}, event)
    folded = {"prefix": {"equals-ignore-case": part}}
    assert matches({"a": [folded]}, event) is text.lower().startswith(part.lower())


@given(st.integers(-50, 50), st.integers(-50, 49), st.integers(1, 20))
def test_numeric_is_a_range(value: int, low: int, width: int) -> None:
    asked = {"a": [{"numeric": [">=", low, "<", low + width]}]}
    assert matches(asked, {"a": value}) is (low <= value < low + width)
    assert matches(asked, {"a": float(value)}) is (low <= value < low + width)
    assert not matches(asked, {"a": str(value)})
