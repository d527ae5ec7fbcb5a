from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.permissions.matching import action_matches, arn_matches, text_matches


@given(st.text())
def test_a_text_without_wildcards_matches_itself_and_a_star_matches_all(text: str) -> None:
    assert text_matches("*", text)
    if "*" not in text and "?" not in text:
        assert text_matches(text, text)
        assert not text_matches(text, f"{text}x")


@pytest.mark.parametrize(
    "pattern, text, expected",
    [("a?c", "abc", True), ("a?c", "ac", False), ("a*c", "ac", True), ("[ab]", "a", False), ("a.c", "abc", False)],
)
def test_only_star_and_question_mark_are_wildcards(pattern: str, text: str, expected: bool) -> None:
    assert text_matches(pattern, text) is expected


def test_actions_are_compared_without_case() -> None:
    assert action_matches("S3:get*", "s3:GetObject")
    assert not action_matches("s3:Get", "s3:GetObject")


@pytest.mark.parametrize(
    "pattern, arn, expected",
    [
        ("*", "*", True),
        ("arn:aws:s3:::*", "*", False),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/a:b/c", True),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/a", False),
        ("arn:aws:ec2:*:1:x/*", "arn:aws:ec2:eu-west-1:1:x/y", True),
        ("arn:aws:ec2:*", "arn:aws:ec2:eu-west-1:1:x/y", False),
        ("arn:aws:rds:*:*:db:name", "arn:aws:rds:eu-west-1:1:db:*", False),
        ("arn:aws:rds:*:*:db:*", "arn:aws:rds:eu-west-1:1:db:*", True),
    ],
)
def test_an_arn_is_matched_part_by_part(pattern: str, arn: str, expected: bool) -> None:
    assert arn_matches(pattern, arn) is expected
