import re
import textwrap
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml

from generator.model import BadInput
from generator.render.yaml_writer import WIDTH, write


def body(value: Any) -> str:
    """How ``value`` is written below ``Key:`` of a resource."""
    return write({"Resources": {"Name": {"Key": value}}}).removeprefix("Resources:\n  Name:\n    ").rstrip("\n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"Ref": "Name"}, "Key: !Ref Name"),
        ({"Ref": "AWS::Region"}, "Key: !Ref AWS::Region"),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, "Key: !GetAtt Bucket.Arn"),
        ({"Fn::GetAtt": ["Instance", "Outputs.Name"]}, "Key: !GetAtt Instance.Outputs.Name"),
        ({"Fn::GetAtt": ["Inner.Bucket", "Arn"]}, "Key: !GetAtt [Inner.Bucket, Arn]"),
        ({"Fn::Sub": "${NamePrefix}-trail"}, "Key: !Sub ${NamePrefix}-trail"),
        ({"Fn::If": ["Own", {"Ref": "A"}, {"Ref": "AWS::NoValue"}]}, "Key: !If [Own, !Ref A, !Ref 'AWS::NoValue']"),
        ({"Fn::If": ["Own", True, "true"]}, "Key: !If [Own, true, 'true']"),
        (
            {"Fn::Join": ["", ["a", {"Fn::GetAtt": ["B", "Arn"]}, {"Fn::Sub": "${C}"}]]},
            "Key: !Join ['', [a, !GetAtt B.Arn, !Sub '${C}']]",
        ),
        ({"Fn::Not": [{"Fn::Equals": [{"Ref": "A"}, ""]}]}, "Key: !Not\n      - !Equals [!Ref A, '']"),
        (
            {"Fn::And": [{"Condition": "A"}, {"Fn::Not": [{"Condition": "B"}]}]},
            "Key: !And\n      - Condition: A\n      - !Not\n        - Condition: B",
        ),
        ({"Fn::Base64": {"Fn::Sub": "${A}"}}, "Key:\n      Fn::Base64: !Sub ${A}"),
        ({"Fn::Contains": [["a"], "a"]}, "Key:\n      Fn::Contains:\n        - [a]\n        - a"),
        (["one"], "Key: [one]"),
        (["one", "two"], "Key:\n      - one\n      - two"),
        ([{"A": 1, "B": True}, {"A": 2.5}], "Key:\n      - A: 1\n        B: true\n      - A: 2.5"),
        ([["a", "b"], []], "Key:\n      - - a\n        - b\n      - []"),
        ({}, "Key: {}"),
        ([], "Key: []"),
        ("", "Key: ''"),
        ("yes", "Key: 'yes'"),
        ("0.3", "Key: '0.3'"),
        ("2012-10-17", "Key: '2012-10-17'"),
        ("12:30", "Key: '12:30'"),
        (1e16, "Key: 1.0e+16"),
        ("^[a-z][a-z0-9-]{0,15}$", "Key: ^[a-z][a-z0-9-]{0,15}$"),
        ("def f():\n    return 1\n", "Key: |\n      def f():\n          return 1"),
        ("a\n\n  b", "Key: |-\n      a\n\n        b"),
        ("  a\nb\n", "Key: |2\n        a\n      b"),
        ("a\tb\n", 'Key: "a\\tb\\n"'),
        ("a\n\n", 'Key: "a\\n\\n"'),
    ],
)
def test_each_value_has_its_look(value: Any, text: str) -> None:
    assert body(value) == text
    data = {"Resources": {"Name": {"Key": value}}}
    assert cfn_yaml.loads(write(data)) == data


def test_allowed_values_stand_on_one_line_while_they_fit() -> None:
    short = write({"Parameters": {"A": {"AllowedValues": ["one", 2, "yes"]}}})
    assert "    AllowedValues: [one, 2, 'yes']\n" in short
    long = write({"Parameters": {"A": {"AllowedValues": [f"value-number-{number}" for number in range(12)]}}})
    assert "    AllowedValues:\n      - value-number-0\n" in long


def test_a_long_description_is_folded_within_the_width() -> None:
    words = " ".join(["Records: what changes, #always and forever;"] * 12)
    text = write({"Description": words})
    assert text.startswith("Description: >-\n  Records: what")
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert [line.strip() for line in text.split("\n")[1:-1]] == textwrap.wrap(words, WIDTH - 2, break_on_hyphens=False)


def test_a_function_too_long_for_its_line_is_folded_or_broken() -> None:
    sentence = {"Fn::Sub": " ".join(["${AWS::Region}"] * 20)}
    assert body(sentence).startswith("Key: !Sub >-\n      ${AWS::Region} ")
    parts = [f"a-long-part-{number}" for number in range(12)]
    assert body({"Fn::Join": ["-", parts]}).startswith(
        "Key: !Join\n      - '-'\n      - - a-long-part-0\n        - a-long"
    )


def test_blank_lines_stand_between_sections_and_resources_only() -> None:
    data = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Two.",
        "Parameters": {"A": {"Type": "String"}, "B": {"Type": "String"}},
        "Resources": {"C": {"Type": "T", "Properties": {"D": "e"}}, "F": {"Type": "T"}},
    }
    text = write(data, {("Resources", "F"): "The reason for F."}, ("Generated from x.py.", "Do not edit."))
    assert text == (
        "# Generated from x.py.\n# Do not edit.\nAWSTemplateFormatVersion: '2010-09-09'\nDescription: Two.\n\n"
        "Parameters:\n  A:\n    Type: String\n  B:\n    Type: String\n\n"
        "Resources:\n  C:\n    Type: T\n    Properties:\n      D: e\n\n  # The reason for F.\n  F:\n    Type: T\n"
    )


def test_comments_stand_above_the_dash_and_inside_a_broken_list() -> None:
    data = {"Resources": {"A": {"Rules": [{"Id": 1, "Days": 2}, {"Id": 3}], "If": {"Fn::If": ["B", 1, 2]}}}}
    comments: dict[tuple[str | int, ...], str] = {
        ("Resources", "A", "Rules", 0): "The first.",
        ("Resources", "A", "Rules", 0, "Id"): "Its id.",
        ("Resources", "A", "Rules", 0, "Days"): "Its days.",
        ("Resources", "A", "If", "Fn::If", 1): "Where B.",
    }
    assert write(data, comments) == (
        "Resources:\n  A:\n    Rules:\n      # The first.\n      # Its id.\n      - Id: 1\n        # Its days.\n        Days: 2\n"
        "      - Id: 3\n    If: !If\n      - B\n      # Where B.\n      - 1\n      - 2\n"
    )


def test_a_long_comment_is_wrapped_and_its_paragraphs_are_kept() -> None:
    reason = " ".join(["because-of-this"] * 20)
    text = write({"Resources": {"A": 1}}, {("Resources", "A"): f"{reason}\nSecond."})
    comments = [line for line in text.split("\n") if line.startswith("  # ")]
    assert len(comments) == 4
    assert comments[-1] == "  # Second."
    assert max(map(len, comments)) <= WIDTH


@pytest.mark.parametrize(
    "place",
    [
        ("Resources", "Nope"),
        ("Resources", "A", "Properties", "Bucket", "Ref"),
        ("Resources", "A", "Properties", "Arn", "Fn::GetAtt", 0),
        ("Resources", "A", "Properties", "List", 7),
        ("Outputs",),
    ],
)
def test_a_comment_at_a_place_that_is_not_there_is_refused(place: tuple[str | int, ...]) -> None:
    properties = {"Bucket": {"Ref": "B"}, "Arn": {"Fn::GetAtt": ["B", "Arn"]}, "List": [1, 2]}
    with pytest.raises(BadInput, match="a comment stands at a place that is not there") as caught:
        write({"Resources": {"A": {"Properties": properties}}}, {place: "A reason."})
    assert caught.value.where == "/".join(map(str, place))


def test_a_trailing_space_in_a_script_is_refused_with_path_and_line() -> None:
    steps = [{"Script": "def f():\n    a = 1 \n    return a\n"}]
    with pytest.raises(BadInput, match="line 2 ends in a space") as caught:
        write({"Resources": {"Runbook": {"Properties": {"Steps": steps}}}})
    assert caught.value.where == "Resources/Runbook/Properties/Steps/0/Script"


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), b"bytes", {1, 2}, object()])
def test_what_is_no_template_value_is_refused_with_its_path(value: object) -> None:
    with pytest.raises(BadInput, match="has no place in a template") as caught:
        write({"Resources": {"A": {"B": [value, 1]}}})
    assert caught.value.where == "Resources/A/B/0"
    with pytest.raises(BadInput, match="has no place in a template"):
        write({"Resources": {"A": {"Fn::Join": ["", [value]]}}})


def test_the_same_function_is_never_written_twice_on_one_line() -> None:
    text = write({"Resources": {"A": {"Fn::Base64": {"Fn::ImportValue": {"Fn::Sub": "${B}"}}}}})
    assert not re.search(r"![A-Z]\w+ !", text)
    assert cfn_yaml.loads(text) == {"Resources": {"A": {"Fn::Base64": {"Fn::ImportValue": {"Fn::Sub": "${B}"}}}}}
