from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.scalars import folded, literal, scalar, text

TAKEN_FOR_SOMETHING_ELSE = """
yes No ON off y N true False null ~ 1 -1 1.5 1_000 0o17 017 0x1F 1e3 1E+5 .5 5. .inf 12:30 190:20:30 2001-01-01 = <<
"""
TAKEN_FOR_ITSELF = """
a a-b a.b a/b a:b s3:GetObject arn:aws:s3:::x ^[a-z]{0,15}$ ${A}-b v1.2.3 nope y1 AWS::S3::Bucket 1.2.3 10.0.0.0/8 a#b a'b
"""
ASCII = st.text(st.characters(max_codepoint=127), max_size=60)


def loaded(written: str) -> Any:
    return yaml.safe_load(f"key: {written}\nnext: 1\n")["key"]


@settings(deadline=None)
@given(ASCII, st.booleans())
def test_a_text_is_read_back_as_the_same_text(value: str, flow: bool) -> None:
    written = text(value, flow)
    assert "\n" not in written
    assert loaded(f"[{written}, x]" if flow else written) == ([value, "x"] if flow else value)


@settings(deadline=None)
@given(ASCII)
def test_a_text_is_a_key_too(value: str) -> None:
    assert yaml.safe_load(f"{text(value)}: 1\n") == {value: 1}


@settings(deadline=None)
@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans()))
def test_numbers_and_booleans_are_read_back_with_their_type(value: Any) -> None:
    read = loaded(scalar(value))
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("value", TAKEN_FOR_SOMETHING_ELSE.split())
def test_what_any_reader_may_take_for_something_else_is_quoted(value: str) -> None:
    assert text(value) == f"'{value}'"


@pytest.mark.parametrize("value", TAKEN_FOR_ITSELF.split())
def test_what_reads_as_itself_is_not_quoted(value: str) -> None:
    assert text(value) == value


@pytest.mark.parametrize("value", ["a:", "a: b", "a #b", "$a: b", "a ", " a"])
def test_what_would_be_a_key_a_comment_or_lost_is_quoted(value: str) -> None:
    assert text(value) == f"'{value}'"


@pytest.mark.parametrize("value", ["a :b", "a#b", "a  b", "a, [b] {c}", "$a b"])
def test_a_sentence_is_not_quoted_outside_of_brackets(value: str) -> None:
    assert text(value) == value
    assert loaded(f"[{text(value, True)}, x]") == [value, "x"]


def test_quotes_are_doubled_and_control_characters_escaped() -> None:
    assert text("'a': b") == "'''a'': b'"
    assert text("a\tb") == '"a\\tb"'


@settings(deadline=None)
@given(st.text("ab \n\t#:-|'", max_size=40), st.sampled_from([2, 4, 12]))
def test_a_block_holds_the_text_or_is_not_made(value: str, indent: int) -> None:
    lines = literal(value, indent)
    if lines is None:
        # Only what a block cannot hold: nothing visible, tabs, spaces at the end of a line, several blank lines at the end.
        assert not value.strip("\n") or "\t" in value or " \n" in value or value.endswith((" ", "\n\n"))
    else:
        pad = " " * (indent - 2)
        document = "\n".join([f"{pad}key: {lines[0]}", *lines[1:], "", f"{pad}next: 1", ""])
        assert yaml.safe_load(document) == {"key": value, "next": 1}


@settings(deadline=None)
@given(
    st.lists(st.text("abcdefgh:#-'>|!{", min_size=1, max_size=30), min_size=2, max_size=40), st.sampled_from([2, 6, 20])
)
def test_a_folded_paragraph_is_the_same_paragraph(words: list[str], indent: int) -> None:
    value = " ".join(words)
    lines = folded(value, indent, 80)
    assert lines is not None
    assert yaml.safe_load("\n".join([f"{' ' * (indent - 2)}key: {lines[0]}", *lines[1:], ""])) == {"key": value}
    assert all(len(line) <= 80 or " " not in line.strip() for line in lines)


@pytest.mark.parametrize("value", ["a  b", " a b", "a b ", "a\tb", "a\nb", "a\x07b c"])
def test_what_folding_would_change_is_not_folded(value: str) -> None:
    assert folded(value, 2, 80) is None
