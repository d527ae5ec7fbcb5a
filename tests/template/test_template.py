import json
from typing import Any, cast

import pytest

from generator.template.errors import RequestRefused
from generator.template.template import load

TOPIC = {"Type": "AWS::SNS::Topic"}


def template(**sections: Any) -> str:
    return json.dumps({"Resources": {"Topic": TOPIC}, **sections})


@pytest.mark.parametrize(
    ("sections", "problem"),
    [
        ({"Resouces": {}}, "[Resouces]"),
        ({"Transform": "AWS::LanguageExtensions"}, "transforms"),
        ({"AWSTemplateFormatVersion": "2020-01-01"}, "AWSTemplateFormatVersion"),
        ({"Description": "x" * 1025}, "Description"),
        ({"Resources": {}}, "At least one Resources member"),
        ({"Conditions": []}, "Conditions is not an object"),
        ({"Resources": {"To-pic": TOPIC}}, "To-pic is non alphanumeric"),
        ({"Resources": {"Topic": {}}}, "/Resources/Topic"),
        ({"Resources": {"Topic": {**TOPIC, "DependOn": "Other"}}}, "'DependOn' (resource Topic)"),
        ({"Resources": {"Topic": {**TOPIC, "DeletionPolicy": "Keep"}}}, "Keep"),
        ({"Resources": {"Topic": {**TOPIC, "CreationPolicy": {}}}}, "CreationPolicy"),
        ({"Resources": {"Topic": {**TOPIC, "Properties": []}}}, "/Resources/Topic/Properties"),
        (
            {"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": None}}}},
            "/Resources/Topic/Properties/TopicName",
        ),
        ({"Resources": {"Topic": {**TOPIC, "DependsOn": "Other"}}}, "[Other]"),
        ({"Resources": {"Topic": {**TOPIC, "DependsOn": ["Topics"]}}}, "DependsOn of resource Topic"),
        ({"Resources": {"Topic": {**TOPIC, "Condition": "Nope"}}}, "[Nope]"),
        (
            {"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::If": ["Nope", "a", "b"]}}}}},
            "[Nope]",
        ),
        ({"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Ref": "Nam"}}}}}, "[Nam]"),
        ({"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::Sub": "${Nam}"}}}}}, "by resource Topic"),
        ({"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::GetAtt": ["No", "Arn"]}}}}}, "[No]"),
        ({"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::FindInMap": ["M", "a", "b"]}}}}}, "'M'"),
        ({"Resources": {"Topic": {**TOPIC, "Properties": {"TopicName": {"Fn::Length": []}}}}}, "Fn::Length"),
        ({"Outputs": {"Arn": {"Value": {"Ref": "Topik"}}}}, "[Topik] in the Outputs block"),
        ({"Outputs": {"Arn": {"Valeu": "x"}}}, "output Arn"),
        ({"Outputs": {"Arn": {"Value": "x", "Condition": "Nope"}}}, "output Arn"),
        ({"Conditions": {"Is": {"Fn::Equals": [{"Ref": "Topic"}, "a"]}}}, "condition Is"),
    ],
)
def test_a_template_that_aws_would_not_begin_is_refused(sections: dict[str, Any], problem: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        load(template(**sections))
    assert problem in refused.value.message


def test_more_than_five_hundred_resources_are_refused() -> None:
    with pytest.raises(RequestRefused, match="Number of Resources, 501"):
        load(template(Resources={f"Topic{number}": TOPIC for number in range(501)}))


def test_all_sections_are_read() -> None:
    loaded = load(
        template(
            AWSTemplateFormatVersion="2010-09-09",
            Description="text",
            Metadata={"a": 1},
            Parameters={"Name": {"Type": "String"}},
            Rules={"R": {"Assertions": [{"Assert": True}]}},
            Mappings={"M": {"a": {"b": "c"}}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "Name"}, ""]}},
            Outputs={"O": {"Value": {"Ref": "Topic"}, "Condition": "C"}},
        )
    )
    assert list(loaded.resources) == ["Topic"]
    assert (loaded.description, list(loaded.parameters), list(loaded.rules)) == ("text", ["Name"], ["R"])
    assert (list(loaded.mappings), list(loaded.conditions), list(loaded.outputs)) == (["M"], ["C"], ["O"])


def test_a_template_that_its_caller_changes_is_as_it_was_when_it_is_loaded_again() -> None:
    text = template(Resources={"Topic": TOPIC})
    first = load(text)
    cast("dict[str, Any]", first.resources)["Topic"]["Type"] = "AWS::SQS::Queue"
    assert load(text).resources["Topic"]["Type"] == TOPIC["Type"]
    assert load(text).text == first.text == text
