import re
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import BadInput
from generator.render.yaml_writer import paths, write

# What YAML readers take for booleans, numbers, dates and marks of their own.
SUSPICIOUS = """
yes no on off y n Y N True FALSE null ~ 012 0o17 0x1F 1_000 1e3 .5 5. 1.0 -1 +1 .inf .nan 12:30:45 2012-10-17 = << - -- --- ...
? ! & * @x `x %x {} [] {a} [a] a:b a: :a a#b #a |x >x 'x' "x" !Ref *a &a ,a
"""
LOOK_ALIKES = SUSPICIOUS.split()
AWKWARD = [
    "",
    " ",
    " a",
    "a ",
    "a b",
    "a  b",
    "a: b",
    "a #b",
    "it's",
    'say "so"',
    "\t",
    "a\tb",
    "\x00",
    "\x07\x1b",
    "\r",
    "a\r\nb",
    "\\n",
    "{{ Plan.Outcome }}",
    "${AWS::Partition}",
    "2001-01-01T00:00:00Z",
    "- a",
    "? a",
]
WORDS = st.text("abcxyz:#'\"-,.{}[]$!&*%@`|>=?~0123456789", min_size=1, max_size=12)
PROSE = st.lists(WORDS, min_size=15, max_size=60).map(" ".join)
# The writer refuses a line that ends in a space, where there is more than one line.
LINE = st.text("ab :#'\"-{}\\", max_size=12).map(lambda line: line.rstrip(" "))
SCRIPTS = st.lists(LINE, min_size=2, max_size=8).map("\n".join)
ASCII = st.text(st.characters(max_codepoint=127, exclude_characters="\n"), max_size=20)
TEXTS = st.one_of(st.sampled_from(LOOK_ALIKES), st.sampled_from(AWKWARD), ASCII, PROSE, SCRIPTS)
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True)
KEYS = st.one_of(NAMES, st.sampled_from([*LOOK_ALIKES, "AWS::Region", "a b", "a: b", " a", "Fn::Transform"]))
OF_LISTS = ["Fn::And", "Fn::Cidr", "Fn::Contains", "Fn::Equals", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Not"]
OF_LISTS += ["Fn::Or", "Fn::Select", "Fn::Split", "Fn::Sub"]
OF_VALUES = ["Fn::Base64", "Fn::GetAZs", "Fn::ImportValue"]


def functions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda name: {"Ref": name}, TEXTS),
        st.builds(lambda text: {"Fn::Sub": text}, TEXTS),
        st.builds(lambda name, attribute: {"Fn::GetAtt": [name, attribute]}, NAMES, TEXTS),
        st.builds(lambda name: {"Condition": name}, NAMES),
        st.builds(lambda name, items: {name: items}, st.sampled_from(OF_LISTS), st.lists(inner, max_size=4)),
        st.builds(lambda name, value: {name: value}, st.sampled_from(OF_VALUES), inner),
    )


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4), functions(inner))


DATA = st.recursive(st.one_of(SCALARS, functions(SCALARS)), nested, max_leaves=25)
RESOURCES = st.dictionaries(NAMES, st.fixed_dictionaries({"Type": TEXTS, "Properties": DATA}), min_size=1, max_size=3)
TEMPLATES = st.fixed_dictionaries(
    {"AWSTemplateFormatVersion": st.just("2010-09-09"), "Description": TEXTS},
    optional={"Parameters": st.dictionaries(NAMES, DATA, min_size=1, max_size=3), "Resources": RESOURCES},
)
REMARKS = st.lists(st.from_regex(r"[a-z:#'!-]{1,9}", fullmatch=True), min_size=1, max_size=40).map(" ".join)


def typed(value: Any) -> Any:
    """``value`` so that ``1``, ``1.0`` and ``True`` are not equal and the order of keys counts."""
    if isinstance(value, dict):
        return [(str(key), typed(item)) for key, item in value.items()]
    if isinstance(value, list):
        return ["list", *map(typed, value)]
    kinds = [kind for kind in (bool, int, float, str) if isinstance(value, kind)]
    return kinds[0].__name__, kinds[0](value)


def decoded(text: str) -> Any:
    return typed(cfn_yaml.loads(text))


def comment_words(text: str) -> str:
    return " ".join(line.strip()[2:] for line in text.split("\n") if line.lstrip().startswith("# "))


@settings(deadline=None)
@given(TEMPLATES)
def test_what_is_written_is_read_back_the_same(data: dict[str, Any]) -> None:
    assert decoded(write(data)) == typed(data)


@settings(deadline=None)
@given(TEMPLATES, st.data())
def test_comments_in_every_place_change_nothing_and_are_all_there(data: dict[str, Any], draw: st.DataObject) -> None:
    places = sorted(paths(data), key=str)
    chosen = draw.draw(st.lists(st.sampled_from(places), unique=True))
    comments = {place: f"{number}>{draw.draw(REMARKS)}<{number}" for number, place in enumerate(chosen)}
    text = write(data, comments)
    assert decoded(text) == typed(data)
    words = comment_words(text)
    for comment in comments.values():
        assert comment in words


@settings(deadline=None)
@given(TEMPLATES)
def test_a_comment_at_all_places_at_once_changes_nothing(data: dict[str, Any]) -> None:
    places = list(paths(data))
    text = write(data, {place: f"Remark{number}." for number, place in enumerate(places)})
    assert decoded(text) == typed(data)
    remarks = [int(number) for number in re.findall(r"^ *# Remark(\d+)\.$", text, re.MULTILINE)]
    assert sorted(remarks) == list(range(len(places)))


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.lists(SCRIPTS, min_size=5, max_size=5))
def test_scripts_at_the_end_of_resources_keep_their_last_lines(names: list[str], scripts: list[str]) -> None:
    data = {"Resources": {name: {"Script": script} for name, script in zip(names, scripts, strict=False)}}
    assert decoded(write(data)) == typed(data)


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=300))
def test_any_ascii_text_is_written_as_it_is_or_refused(text: str) -> None:
    data = {"Resources": {"A": {"Script": text}, "B": [text]}}
    ends_in_space = "\n" in text and any(line.endswith(" ") for line in text.split("\n"))
    if ends_in_space:
        with pytest.raises(BadInput, match="ends in a space"):
            write(data)
    else:
        assert decoded(write(data)) == typed(data)
