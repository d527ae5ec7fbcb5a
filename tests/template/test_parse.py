import json
import string
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.template.errors import RequestRefused
from generator.template.parse import parse


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("!Ref Bucket", {"Ref": "Bucket"}),
        ("!GetAtt Bucket.Arn", {"Fn::GetAtt": ["Bucket", "Arn"]}),
        ("!GetAtt [Rule, Compliance.Type]", {"Fn::GetAtt": ["Rule", "Compliance.Type"]}),
        ("!GetAtt Rule.Compliance.Type", {"Fn::GetAtt": ["Rule", "Compliance.Type"]}),
        ("!Condition IsHome", {"Condition": "IsHome"}),
        ("!Sub '${A}-b'", {"Fn::Sub": "${A}-b"}),
        ("!If [A, !Ref B, c]", {"Fn::If": ["A", {"Ref": "B"}, "c"]}),
        ("!Not [!Condition A]", {"Fn::Not": [{"Condition": "A"}]}),
    ],
)
def test_short_forms_become_long_forms(short: str, long: dict[str, Any]) -> None:
    assert parse(f"value: {short}") == {"value": long}


def test_dates_and_versions_stay_text() -> None:
    assert parse("AWSTemplateFormatVersion: 2010-09-09") == {"AWSTemplateFormatVersion": "2010-09-09"}


def test_json_is_a_template_too() -> None:
    assert parse('{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}') == {
        "Resources": {"A": {"Type": "AWS::SNS::Topic"}}
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "YAML not well-formed"),
        ('{"a": 1,, "b": 2}', "JSON not well-formed"),
        ("a: 1\na: 2", "Duplicate key a on line 2"),
        ('{"a": 1, "a": 2}', "not well-formed. Duplicate key a"),
        ("- a", "unsupported structure"),
        ("just text", "unsupported structure"),
        ("!!python/object:os.system {}", "YAML not well-formed"),
    ],
)
def test_what_is_not_a_template_is_refused_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        parse(text)
    assert problem in refused.value.message
    assert "\n" not in refused.value.message


documents = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(string.printable, max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abcXYZ:", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcXYZ:", min_size=1), documents, max_size=4))
def test_yaml_and_json_of_a_document_are_the_same(document: dict[str, Any]) -> None:
    assert parse(json.dumps(document)) == document
    assert parse(yaml.safe_dump(document)) == document
