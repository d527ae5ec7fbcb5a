from typing import Any

import pytest
from troposphere import Equals, If, NoValue, Ref, Tags, iam, logs, s3, sns

from generator.model import (
    After,
    BadInput,
    Comment,
    Condition,
    Element,
    Mapping,
    Output,
    Parameter,
    Rule,
)
from generator.render.assembly import Assembly, assembled
from generator.render.yaml_writer import write

WHERE = "generator/articles/sample.py"


def made(*elements: Element) -> Assembly:
    return assembled(WHERE, "A sample.", elements)


def parameter(name: str, group: str = "Sample", **facts: Any) -> Parameter:
    return Parameter(name=name, description=f"Says {name}.", label=f"The {name}", group=group, **facts)


def refusal(*elements: Element) -> BadInput:
    with pytest.raises(BadInput) as caught:
        made(*elements)
    assert caught.value.where.startswith(WHERE)
    return caught.value


def test_sections_stand_in_the_order_of_aws_whatever_the_order_of_the_elements() -> None:
    data = made(
        Output(name="Name", description="The name.", value=Ref("Topic"), condition="IsOn"),
        sns.Topic("Topic"),
        Condition("IsOn", Equals(Ref("Switch"), "ON")),
        Mapping("Table", {"a": {"b": "c"}}),
        Rule("Check", {"Assertions": [{"Assert": Equals("a", "a")}]}),
        parameter("Switch", default="ON"),
    ).data
    assert list(data) == [
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Resources",
        "Outputs",
    ]
    assert data["Outputs"] == {"Name": {"Description": "The name.", "Condition": "IsOn", "Value": {"Ref": "Topic"}}}
    assert data["Rules"] == {"Check": {"Assertions": [{"Assert": {"Fn::Equals": ["a", "a"]}}]}}


def test_entries_and_properties_keep_the_order_of_the_author() -> None:
    data = made(
        parameter("Second"), parameter("First"), sns.Topic("Zebra", TopicName="z", DisplayName="a"), sns.Topic("Ape")
    ).data
    assert list(data["Parameters"]) == ["Second", "First"]
    assert list(data["Resources"]) == ["Zebra", "Ape"]
    assert list(data["Resources"]["Zebra"]["Properties"]) == ["TopicName", "DisplayName"]


def test_empty_sections_are_left_out() -> None:
    assert list(made(sns.Topic("Topic")).data) == ["AWSTemplateFormatVersion", "Description", "Resources"]


def test_parameter_groups_stand_in_order_with_deployment_last() -> None:
    data = made(
        parameter("NamePrefix", "Deployment"),
        parameter("A", "First"),
        parameter("B", "Second"),
        parameter("C", "First"),
    ).data
    interface = data["Metadata"]["AWS::CloudFormation::Interface"]
    assert interface["ParameterGroups"] == [
        {"Label": {"default": "First"}, "Parameters": ["A", "C"]},
        {"Label": {"default": "Second"}, "Parameters": ["B"]},
        {"Label": {"default": "Deployment"}, "Parameters": ["NamePrefix"]},
    ]
    assert interface["ParameterLabels"]["A"] == {"default": "The A"}


def test_a_parameter_says_only_what_is_set() -> None:
    facts = made(parameter("A"), parameter("B", default="", allowed_values=("", "x"), no_echo=True)).data["Parameters"]
    assert facts["A"] == {"Description": "Says A.", "Type": "String"}
    assert facts["B"] == {
        "Description": "Says B.",
        "Type": "String",
        "Default": "",
        "AllowedValues": ["", "x"],
        "NoEcho": True,
    }


def test_a_logical_id_used_twice_is_refused() -> None:
    error = refusal(sns.Topic("Topic"), sns.Topic("Topic"))
    assert (error.where, error.problem) == (f"{WHERE}: Topic", "the name is used twice in Resources")


def test_the_same_parameter_and_condition_may_be_yielded_again_and_count_once() -> None:
    data = made(*[parameter("A"), Condition("B", Equals(Ref("A"), ""))] * 2, sns.Topic("Topic")).data
    assert list(data["Parameters"]) == ["A"]
    assert list(data["Conditions"]) == ["B"]


@pytest.mark.parametrize(
    ("one", "other", "section"),
    [
        (parameter("A", default="x"), parameter("A", default="y"), "Parameters"),
        (Condition("A", Equals("x", "x")), Condition("A", Equals("x", "y")), "Conditions"),
        (Output(name="A", description="x", value="x"), Output(name="A", description="x", value="y"), "Outputs"),
        (Mapping("A", {"a": {"b": "c"}}), Mapping("A", {"a": {"b": "d"}}), "Mappings"),
        (Rule("A", {"Assertions": []}), Rule("A", {"Assertions": [1]}), "Rules"),
    ],
)
def test_a_name_with_two_meanings_is_refused(one: Element, other: Element, section: str) -> None:
    assert refusal(one, other).problem == f"the name is used twice in {section}"


@pytest.mark.parametrize("turn", [1, -1])
def test_a_parameter_and_a_resource_of_one_name_are_refused(turn: int) -> None:
    elements: list[Element] = [parameter("Topic"), sns.Topic("Topic")]
    assert refusal(*elements[::turn]).problem == "a parameter and a resource have this name"


@pytest.mark.parametrize(
    ("elements", "place"),
    [
        ([sns.Topic("Topic", DisplayName="Größe")], "Resources/Topic/Properties/DisplayName"),
        ([parameter("A", default="日本")], "Parameters/A/Default"),
        ([parameter("A", group="Réseau")], "Metadata/AWS::CloudFormation::Interface/ParameterGroups/0/Label/default"),
        ([Output(name="A", description="10 \u2013 20", value="x")], "Outputs/A/Description"),
        ([sns.Topic("Topic", Tags=Tags(a="\u00a0"))], "Resources/Topic/Properties/Tags/0/Value"),
        ([Mapping("M", {"a": {"é": "x"}})], "Mappings/M/a"),
    ],
)
def test_text_that_is_not_ascii_is_refused_with_its_place(elements: list[Element], place: str) -> None:
    error = refusal(*elements)
    assert error.where == f"{WHERE}: {place}"
    assert "is not ASCII" in error.problem


def test_a_comment_that_is_not_ascii_is_refused() -> None:
    assert "is not ASCII" in refusal(Comment("Grüße"), sns.Topic("Topic")).problem


def test_a_description_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(BadInput, match=r"Description: .* is not ASCII"):
        assembled(WHERE, "Naïve.", [sns.Topic("Topic")])


def test_comments_stand_at_their_element_or_inside_it() -> None:
    comments = made(
        Comment("Why A."),
        parameter("A"),
        Comment("Why the topic."),
        Comment("Why the first.", "Properties/Tags/0/Key"),
        sns.Topic("Topic", Tags=Tags(a="b")),
    ).comments
    assert comments == {
        ("Parameters", "A"): "Why A.",
        ("Resources", "Topic"): "Why the topic.",
        ("Resources", "Topic", "Properties", "Tags", 0, "Key"): "Why the first.",
    }


def test_two_comments_above_one_element_are_both_there() -> None:
    sample = made(Comment("First."), Comment("Second."), sns.Topic("Topic"))
    assert "  # First.\n  # Second.\n  Topic:\n" in write(sample.data, sample.comments)


def test_a_comment_with_nothing_below_it_is_refused() -> None:
    assert "'Left over.' has nothing below it" in refusal(sns.Topic("Topic"), Comment("Left over.")).problem


def test_a_resource_without_a_required_property_is_refused_by_name() -> None:
    error = refusal(iam.Role("Role"))
    assert error.where == f"{WHERE}: Role"
    assert "AssumeRolePolicyDocument" in error.problem


def test_what_troposphere_refuses_while_the_article_runs_is_bad_input() -> None:
    def unknown_property() -> Any:
        yield s3.Bucket("Bucket", BucketNam="x")

    with pytest.raises(BadInput, match="BucketNam") as caught:
        assembled(WHERE, "A sample.", unknown_property())
    assert caught.value.where == WHERE


def test_what_is_no_element_is_refused() -> None:
    assert "'Topic' is no element" in refusal("Topic").problem  # what no article should yield


def with_after(after: After, *others: Element) -> Any:
    return made(*others, sns.Topic("Waiting", TopicName=after)).data["Resources"]["Waiting"]["Properties"]["TopicName"]


def test_entries_are_told_apart_by_what_they_have_become() -> None:
    made = [
        assembled("a.py", "d", [sns.Topic("A"), *others, sns.Topic("B", TopicName=After("b", "C"))])
        for others in ((), (sns.Topic("C"),), (sns.Topic("C"),))
    ]
    first, second, third = (each.texts["Resources", "B"] for each in made)
    assert first != second == third
    for each in made:
        assert set(each.texts) == {(section, name) for section in ("Resources",) for name in each.data[section]}
        assert write(each.data, texts=each.texts) == write(each.data)


def test_after_a_resource_that_is_not_there_is_just_the_value() -> None:
    assert with_after(After(Ref("NamePrefix"), "Policy")) == {"Ref": "NamePrefix"}


def test_after_a_resource_that_is_always_made_names_it() -> None:
    assert with_after(After("value", "Other"), sns.Topic("Other")) == {"Fn::Select": [0, ["value", {"Ref": "Other"}]]}


def test_after_a_resource_of_the_same_condition_names_it() -> None:
    other = sns.Topic("Other", Condition="IsOn")
    assert with_after(After("value", "Other", under="IsOn"), other) == {"Fn::Select": [0, ["value", {"Ref": "Other"}]]}


@pytest.mark.parametrize("under", [None, "IsSomethingElse"])
def test_after_a_resource_of_another_condition_names_it_where_it_is_made(under: str | None) -> None:
    other = sns.Topic("Other", Condition="IsOn")
    made_then = {"Fn::If": ["IsOn", {"Ref": "Other"}, ""]}
    assert with_after(After("value", "Other", under=under), other) == {"Fn::Select": [0, ["value", made_then]]}


def test_after_stands_inside_functions_and_other_afters() -> None:
    value = If("IsOn", After(After("value", "One"), "Nothing"), NoValue)
    data = made(logs.LogGroup("One"), sns.Topic("Waiting", TopicName=value)).data
    inner = {"Fn::Select": [0, ["value", {"Ref": "One"}]]}
    assert data["Resources"]["Waiting"]["Properties"]["TopicName"]["Fn::If"][1] == inner


def test_a_key_called_after_is_no_order() -> None:
    data = made(Mapping("Table", {"a": {"After": "noon"}}), sns.Topic("Topic")).data
    assert data["Mappings"] == {"Table": {"a": {"After": "noon"}}}
