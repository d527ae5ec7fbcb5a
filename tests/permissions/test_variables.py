from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.permissions.conditions import failed_condition
from generator.permissions.matching import text_matches
from generator.permissions.policies import Statement
from generator.permissions.variables import filled

CONTEXT = {"aws:username": ("ann",), "aws:principaltag/team": ("a*",), "aws:tagkeys": ("x", "y")}


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("home/${aws:username}/*", "home/ann/x", True),
        ("home/${AWS:UserName}/*", "home/ann/x", True),
        ("home/${aws:username}/*", "home/bob/x", False),
        ("${aws:PrincipalTag/team}", "a*", True),
        ("${aws:PrincipalTag/team}", "abc", False),
        ("${aws:PrincipalTag/none}", "abc", False),
        ("${aws:PrincipalTag/none, 'blue'}", "blue", True),
        ("${aws:TagKeys}", "x", False),
        ("100${*}", "100*", True),
        ("100${*}", "1000", False),
        ("who${?}", "whom", False),
        ("${$}5", "$5", True),
    ],
)
def test_a_variable_stands_for_its_value_and_nothing_else(text: str, value: str, expected: bool) -> None:
    assert text_matches(filled(text, CONTEXT), value) is expected


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["C"]), max_size=8), st.text("ab*?", max_size=4))
def test_a_value_in_a_pattern_matches_itself_alone(value: str, other: str) -> None:
    whole = filled("${aws:username}", {"aws:username": (value,)})
    assert text_matches(whole, value)
    assert text_matches(whole, other) is (value == other)


@pytest.mark.parametrize("operator", ["StringEquals", "StringLike", "StringEqualsIgnoreCase"])
def test_a_condition_compares_with_the_variable_s_value(operator: str) -> None:
    def met(owner: str, team: str) -> bool:
        statement = Statement(
            "p", "Allow", conditions={operator: {"aws:ResourceTag/team": ("${aws:PrincipalTag/team}",)}}
        )
        context = {"aws:resourcetag/team": (owner,), "aws:principaltag/team": (team,)}
        return failed_condition(statement, context) is None

    assert met("red", "red")
    assert met("r*", "r*")
    assert not met("red", "blue")
    assert not met("red", "r*")
