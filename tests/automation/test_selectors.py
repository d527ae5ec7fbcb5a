from __future__ import annotations

from typing import Any

import pytest

from generator.automation.selectors import compile_selector, is_definite, select, tokens

ANSWER = {
    "Groups": [
        {"Id": "a", "Tags": [{"Key": "k", "Value": "v"}], "Open": True},
        {"Id": "b", "Tags": [], "Open": False},
    ],
    "None": [],
    "Name": "abc",
    "Null": None,
}


@pytest.mark.parametrize(
    "selector, found",
    [
        ("$.Groups[0].Id", "a"),
        ("$.Groups[-1].Id", "b"),
        ("$['Name']", "abc"),
        ("$.Null", None),
        ("$.Groups[*].Id", ["a", "b"]),
        ("$.Groups[0:1].Id", ["a"]),
        ("$.Groups..Value", ["v"]),
        ("$.Groups[?(@.Open==true)].Id", ["a"]),
        ("$.Groups[?(@.Id=='z')].Id", []),
        ("$.None", []),
        ("$.None[*].Id", []),
        ("$.None..Id", []),
        ("$", ANSWER),
    ],
)
def test_a_selector_finds_a_value_or_a_list_of_values(selector: str, found: Any) -> None:
    assert select(selector, ANSWER) == found


@pytest.mark.parametrize(
    "selector",
    [
        "$.Group",
        "$.Groups.Id",
        "$.Groups[2].Id",
        "$.Groups[*].Name",
        "$.Groups[?(@.Open==true)].Name",
        "$.Name[0]",
        "$.Name[*]",
        "$.Groups[0][0]",
        "$..Nothing",
    ],
)
def test_a_selector_that_finds_nothing_says_so(selector: str) -> None:
    with pytest.raises(LookupError, match="finds nothing"):
        select(selector, ANSWER)


@pytest.mark.parametrize("selector", ["Groups", "$.[", "$.Groups[", "$.Groups.`len`", ""])
def test_what_is_no_json_path_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        compile_selector(selector)


def test_only_paths_of_names_and_single_indexes_are_definite() -> None:
    assert is_definite("$.A[0].B")
    assert not any(map(is_definite, ("$.A[*]", "$..A", "$.A[0:2]", "$.A[0,1]", "$.A[?(@.B==1)]")))


def test_a_path_gives_its_parts_unless_it_scans() -> None:
    assert tokens("$.A[0].B[*]") == ["A", 0, "B", None]
    assert tokens("$.A..B") is None
