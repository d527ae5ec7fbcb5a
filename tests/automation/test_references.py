from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.automation.references import references, resolve, whole_reference

VALUES = {
    "Name": "x",
    "Number": 3,
    "Flag": True,
    "Step.List": ["a", "b"],
    "Step.Map": {"k": 1},
    "Step.Maps": [{"k": 1}, {"k": 2}],
    "variable:Last": "y",
}


@pytest.mark.parametrize(
    "value, resolved",
    [
        ("{{ Name }}", "x"),
        ("{{Number}}", 3),
        ("{{ Flag }}", True),
        ("{{ Step.List }}", ["a", "b"]),
        ("{{ Step.Map }}", {"k": 1}),
        ("n={{ Number }} f={{ Flag }} {{ Name }}", "n=3 f=true x"),
        ("list {{ Step.List }} map {{ Step.Map }}", 'list ["a", "b"] map {"k": 1}'),
        (["{{ Step.List }}", "c"], ["a", "b", "c"]),
        (["{{ Name }}", "{{ variable:Last }}"], ["x", "y"]),
        ({"A": [{"B": "{{ Step.Maps }}"}]}, {"A": [{"B": [{"k": 1}, {"k": 2}]}]}),
        ("{ not one }", "{ not one }"),
        (7, 7),
    ],
)
def test_a_whole_reference_keeps_its_type_and_one_in_text_becomes_text(value: Any, resolved: Any) -> None:
    assert resolve(value, VALUES.__getitem__) == resolved


def test_braces_of_python_in_a_script_are_left_alone() -> None:
    script = "f\"{{'a': 1}} {{{x}}}\" + '{{ Name }}'"
    assert resolve({"Script": script}, VALUES.__getitem__)["Script"] == "f\"{{'a': 1}} {{{x}}}\" + 'x'"


def test_every_reference_is_found_with_its_place() -> None:
    found = references({"Filters": [{"Values": ["{{ A }}", "b {{ C.d }} e"]}]})
    assert [(item.path, item.name, item.whole) for item in found] == [
        ("Filters[0].Values[0]", "A", True),
        ("Filters[0].Values[1]", "C.d", False),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet="ab{} \n"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="kv", max_size=2), inner, max_size=3),
)


@given(JSON)
def test_a_value_without_references_resolves_to_itself(value: Any) -> None:
    if not any(references(value)):
        assert resolve(value, VALUES.__getitem__) == value


@given(JSON)
def test_after_resolving_to_plain_text_no_reference_is_left(value: Any) -> None:
    assert not any(references(resolve(value, lambda _: "x")))


def test_what_is_longer_than_one_reference_is_no_whole_reference() -> None:
    assert whole_reference("{{ A }}{{ B }}") is None
    assert whole_reference(" {{ A }} ") == "A"
    assert whole_reference(["{{ A }}"]) is None
