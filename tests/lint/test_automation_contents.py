import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.automation_contents import (
    UNKNOWN,
    WORD,
    UnreadableError,
    UntoldError,
    conditions,
    evaluated,
    parsed,
    texts,
    with_references,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.text(alphabet="abc:{}$ -", max_size=8)
KEYS = st.text(alphabet="abc", min_size=1, max_size=4)
PLAIN = st.recursive(
    SCALARS.filter(lambda each: not isinstance(each, str) or "{{" not in each),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
FUNCTIONS = st.sampled_from(["Ref", "Fn::Sub", "Fn::If", "Fn::Join", "Fn::GetAtt", "Fn::Select", "Fn::Transform"])
ODD = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS | FUNCTIONS | st.integers(), inner, max_size=2)
        | st.builds(lambda name, argument: {name: argument}, FUNCTIONS, inner)
    ),
    max_leaves=10,
)


@given(PLAIN)
def test_a_plain_content_is_what_it_is(value: Any) -> None:
    assert evaluated(value, {}) == value
    assert with_references(value) == value


@given(ODD)
def test_an_odd_content_is_evaluated_or_told_to_be_unknown(value: Any) -> None:
    chosen = dict.fromkeys(conditions(value), True)
    try:
        found = with_references(evaluated(value, chosen))
    except UntoldError:
        return
    assert all(WORD not in each for each in texts(found) if "Script" not in str(value))


@given(PLAIN.filter(lambda each: isinstance(each, dict)))
def test_a_content_is_the_same_in_both_formats(value: dict[str, Any]) -> None:
    assert parsed(json.dumps(value), "JSON") == value
    assert parsed(yaml.safe_dump(value), "YAML") == value


@pytest.mark.parametrize(
    "value, wanted",
    [
        ({"Ref": "Name"}, UNKNOWN),
        ({"Fn::Sub": "a ${Name} ${!Name}"}, f"a {UNKNOWN} ${{Name}}"),
        ({"Fn::Sub": ["${A}-${B}", {"A": "x"}]}, f"x-{UNKNOWN}"),
        ({"Fn::Join": ["-", ["a", {"Ref": "B"}, {"Ref": "AWS::NoValue"}]]}, f"a-{UNKNOWN}"),
        ({"Fn::If": ["Yes", "a", "b"]}, "a"),
        ([{"Fn::If": ["No", "a", {"Ref": "AWS::NoValue"}]}, "b"], ["b"]),
        ("{{resolve:ssm:name}}", UNKNOWN),
        ({"Script": {"Fn::Sub": "x = ${Name}"}}, {"Script": f"x = {WORD}"}),
    ],
)
def test_a_function_leaves_what_is_known_of_it(value: Any, wanted: Any) -> None:
    assert with_references(evaluated(value, {"Yes": True, "No": False})) == wanted


def test_what_a_macro_makes_is_not_told() -> None:
    made: list[Any] = [{"Fn::Transform": {}}, {"a": {"Fn::ForEach::X": []}}, {"Fn::If": ["Other", 1, 2]}]
    for value in made:
        with pytest.raises(UntoldError):
            evaluated(value, {})


def test_a_text_in_neither_format_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="is not JSON"):
        parsed("a: 1", "JSON")
    with pytest.raises(UnreadableError, match="neither YAML nor JSON"):
        parsed("a: [", "YAML")
    with pytest.raises(UntoldError):
        parsed(f"a: [ {WORD}", "YAML")
