import json
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.filter_pattern_tokens import InvalidPattern, Quoted
from generator.lint.filter_patterns import Being, Combined, Comparison, Condition, Fields, Json, Term, Terms, parse

CIS: dict[str, str] = json.loads(Path(__file__).with_name("cis_metric_filters.json").read_text())["patterns"]

BARE = st.from_regex(r"[A-Za-z0-9_.*:/+]+", fullmatch=True).filter(lambda text: not text.startswith(("...", ".")))
TEXTS = st.one_of(
    st.builds(Quoted, BARE, st.just("bare")),
    st.builds(Quoted, st.text(st.characters(exclude_characters='"\\', codec="utf-8")), st.just('"')),
)
WORDS = st.from_regex(r"[A-Za-z0-9_]+", fullmatch=True)
SELECTORS = st.lists(
    st.one_of(WORDS.map(".{}".format), st.integers(0, 99).map("[{}]".format)), min_size=1, max_size=4
).map(lambda parts: "$" + "".join(parts))
STATES = st.sampled_from(["IS NULL", "IS TRUE", "IS FALSE", "NOT EXISTS"])


def combined(leaves: st.SearchStrategy[Condition], operator: Literal["&&", "||"]) -> st.SearchStrategy[Condition]:
    return st.builds(Combined, st.just(operator), st.lists(leaves, min_size=2, max_size=3).map(tuple))


def conditions(subjects: st.SearchStrategy[str], states: st.SearchStrategy[str]) -> st.SearchStrategy[Condition]:
    leaves = st.one_of(
        st.builds(Comparison, subjects, st.sampled_from(["=", "!="]), TEXTS),
        st.builds(
            Comparison,
            subjects,
            st.sampled_from(["<", "<=", ">", ">="]),
            st.integers().map(lambda n: Quoted(str(n), "bare")),
        ),
        st.builds(Being, subjects, states),
    )
    return st.recursive(leaves, lambda inner: combined(inner, "&&") | combined(inner, "||"), max_leaves=8)


PATTERNS = st.one_of(
    st.builds(
        Terms,
        st.lists(
            st.builds(
                Term,
                st.one_of(WORDS.map(lambda w: Quoted(w, "bare")), TEXTS.filter(lambda t: t.style == '"')),
                st.sampled_from(["", "?", "-"]),
            )
        ).map(tuple),
    ),
    st.builds(Json, conditions(SELECTORS, STATES)),
    st.builds(Fields, st.lists(st.one_of(st.none(), conditions(WORDS, st.just(""))), max_size=4).map(tuple)),
)


@given(PATTERNS)
def test_a_pattern_that_is_written_and_read_again_is_the_same(pattern: Terms | Json | Fields) -> None:
    assert parse(str(pattern)) == pattern


@given(st.text(st.sampled_from('{}[]()"%$.=!<>&|?- aIS,*1\\'), max_size=30))
def test_every_text_is_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except InvalidPattern as refused:
        assert str(refused)
    else:
        assert parse(str(found)) == found


@pytest.mark.parametrize("control", CIS)
def test_the_patterns_of_the_cis_benchmark_are_read(control: str) -> None:
    found = parse(CIS[control])
    assert isinstance(found, Json)
    assert parse(str(found)) == found


def test_and_binds_stronger_than_or() -> None:
    a, b, c = (Comparison(f"$.{name}", "=", Quoted("1", "bare")) for name in "abc")
    assert parse("{ $.a = 1 || $.b = 1 && $.c = 1 }") == Json(Combined("||", (a, Combined("&&", (b, c)))))
    assert parse("{ ($.a = 1 || $.b = 1) && $.c = 1 }") == Json(Combined("&&", (Combined("||", (a, b)), c)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ERROR",
        "?ERROR ?WARN",
        "ERROR -Exiting",
        '"ERROR" - "Exiting"',
        '"INTERNAL SERVER ERROR"',
        "%AUTHORIZED[a-z]+%",
        "{ $.sourceIPAddress != 123.123.* }",
        "{ $.objectList[1].id = 2 }",
        "{ $.SomeObject IS NULL }",
        "{ $.ThisFlag is true }",
        "{ $.numbers[0] < 10e-3 }",
        "{ $.latency > +1000 }",
        "{ $.latency = * }",
        "{ $.eventType = %Trail% }",
        "[..., status_code, bytes]",
        "[ip, user, username, timestamp, request=*html*, status_code=4*,]",
        "[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes > 1000]",
        "[w1=ERROR || w1=%WARN|INFO%, w2]",
    ],
)
def test_the_documented_forms_are_read(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{ $.eventName == "X" }', "expected a value after ="),
        ("{ eventName = X }", "begins with a selector"),
        ("{ ($.a = b) && }", "begins with a selector"),
        ("{ ($.a = b }", "expected && or || or )"),
        ("{ $.a = b", "expected && or || or }"),
        ("{ $.a = b AND $.c = d }", "expected && or || or }"),
        ('{ $.status = "200" || "300" }', "begins with a selector"),
        ("{ $.a }", "expected an operator"),
        ("{ $.a IS GOOD }", "expected an operator"),
        ("{ $.a = 'Root' }", "double quotes"),
        ('{ $.a = "Root }', "closing double quote"),
        ("{ $.a > high }", "compares with a number"),
        ("{ $.a = b } c", "nothing may follow"),
        ("{ $.a = %(x|y)% }", "does not support"),
        ("{ $.a = %x }", "closing %"),
        ("{ $.a = %x% || $.b = %y% || $.c = %z% }", "at most 2"),
        ("[a, b", "expected , or ]"),
        ("[a=\u201c{*\u201c]", "expected a value"),
        ("$.eventName = X", "double quotes"),
    ],
)
def test_what_cloudwatch_logs_refuses_is_told_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(InvalidPattern) as refused:
        parse(text)
    assert problem in str(refused.value)
