import json
from collections.abc import Iterable
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml
from troposphere import Equals, GetAtt, Ref, Sub, iam, s3, sns, ssm

from generator import registry
from generator.knowledge import limits
from generator.model import Article, BadInput, Comment, Condition, Element, Parameter, Scope, Text
from generator.render import Template, render

WORDS = Text("Words", "言葉")
PREFIX = Parameter(name="NamePrefix", description="a", label="b", group="Deployment", default="base", max_length=16)


def article(*elements: Element, summary: str = "A sample.") -> Article:
    def given() -> Iterable[Element]:
        return elements

    return Article(title=WORDS, summary=Text(summary, "見本。"), scope=Scope.HOME, cost=WORDS, elements=given)


def rendered(*elements: Element, **facts: Any) -> Template:
    return render("sample-article", {"sample-article": article(*elements, **facts)})


def refusal(*elements: Element, **facts: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        rendered(*elements, **facts)
    message = str(caught.value)
    assert message.startswith("generator/articles/sample_article.py")
    assert "\n" not in message
    assert caught.value.remedy
    return caught.value


def role(title: str = "Role", **properties: Any) -> iam.Role:
    return iam.Role(title, AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": []}, **properties)


def test_a_template_names_its_source_and_says_its_summary() -> None:
    template = rendered(sns.Topic("Topic"))
    assert template.text == (
        "# Generated from generator/articles/sample_article.py.\n"
        "# Do not edit: change the article and run `make build`.\n"
        "AWSTemplateFormatVersion: '2010-09-09'\nDescription: A sample.\n\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
    )
    assert template.stack_name == "SampleArticle"
    assert template.bytes == len(template.text)
    assert list(template.resources) == ["Topic"]


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ((), "yields no resource"),
        ((PREFIX,), "yields no resource"),
        ((sns.Topic("Topic"), sns.Topic("Topic")), "used twice"),
        ((sns.Topic("Topic", TopicName=Ref("NamePrefx")), PREFIX), "NamePrefx, which is not declared"),
        ((sns.Topic("Topic"), PREFIX), "nothing uses it"),
        ((sns.Topic("Topic"), Condition("IsOn", Equals("a", "b"))), "nothing uses it"),
        ((sns.Topic("Topic", Condition="IsOn"),), "IsOn, which is not declared"),
        ((sns.Topic("A", DependsOn="B"), sns.Topic("B", DependsOn="A")), "wait for each other"),
        ((sns.Topic("Topic", DisplayName="é"),), "is not ASCII"),
        ((Comment("Left over."),), "nothing below it"),
        ((Comment("Why.", "Properties/TopicNam"), sns.Topic("Topic", TopicName="a")), "a place that is not there"),
        ((role(RoleName=Sub("${NamePrefix}-" + "x" * 48)), PREFIX), "65 is over AWS's limit of 64"),
        ((role(Description="x" * 1001),), "1,001 is over AWS's limit of 1,000"),
    ],
)
def test_each_bad_article_is_refused_in_one_line(elements: tuple[Element, ...], words: str) -> None:
    assert words in refusal(*elements).problem


def test_a_trailing_space_in_a_runbook_is_refused_by_its_path() -> None:
    script = {"mainSteps": [{"inputs": {"Script": "def f():\n    return 1 \n"}}]}
    error = refusal(ssm.Document("Runbook", Content=script))
    assert error.where.endswith("sample_article.py: Resources/Runbook/Properties/Content/mainSteps/0/inputs/Script")
    assert error.problem == "line 2 ends in a space"


def test_a_description_over_1024_bytes_is_refused() -> None:
    assert rendered(sns.Topic("Topic"), summary="x" * 1024).data["Description"] == "x" * 1024
    assert refusal(sns.Topic("Topic"), summary="x" * 1025).where.endswith(": Description")


def test_a_template_over_the_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    size = rendered(sns.Topic("Topic")).bytes
    monkeypatch.setattr(limits, "TEMPLATE_OBJECT_BYTES", size)
    assert rendered(sns.Topic("Topic")).bytes == size
    monkeypatch.setattr(limits, "TEMPLATE_OBJECT_BYTES", size - 1)
    assert refusal(sns.Topic("Topic")).where.endswith(": template bytes")


def test_more_than_500_resources_are_refused() -> None:
    topics = [sns.Topic(f"Topic{number}") for number in range(501)]
    assert len(rendered(*topics[:500]).resources) == 500
    assert refusal(*topics).problem == "501 is over AWS's limit of 500"


def test_more_than_200_parameters_are_refused() -> None:
    def with_parameters(count: int) -> list[Element]:
        names = [f"Name{number}" for number in range(count)]
        parameters = [Parameter(name=name, description="a", label="b", group="c", default="") for name in names]
        return [*parameters, *(sns.Topic(f"Topic{name}", TopicName=Ref(name)) for name in names)]

    assert len(rendered(*with_parameters(200)).parameters) == 200
    assert refusal(*with_parameters(201)).problem == "201 is over AWS's limit of 200"


@pytest.mark.parametrize(
    ("elements", "capabilities"),
    [
        ((s3.Bucket("Bucket"),), ()),
        ((iam.ServiceLinkedRole("Role", AWSServiceName="config.amazonaws.com"),), ()),
        ((role(),), ("CAPABILITY_IAM",)),
        ((role(), s3.Bucket("Bucket")), ("CAPABILITY_IAM",)),
        ((role(RoleName="named"),), ("CAPABILITY_NAMED_IAM",)),
        ((role(), role("Other", RoleName="named")), ("CAPABILITY_NAMED_IAM",)),
        ((iam.ManagedPolicy("P", PolicyDocument={}, ManagedPolicyName="p"),), ("CAPABILITY_NAMED_IAM",)),
        ((iam.ManagedPolicy("P", PolicyDocument={}),), ("CAPABILITY_IAM",)),
        ((iam.PolicyType("P", PolicyDocument={}, PolicyName="p", Roles=["r"]),), ("CAPABILITY_IAM",)),
        ((iam.Group("G"),), ("CAPABILITY_IAM",)),
        ((iam.User("U", UserName="u"),), ("CAPABILITY_NAMED_IAM",)),
    ],
)
def test_capabilities_are_those_that_cloudformation_asks_for(
    elements: tuple[Element, ...], capabilities: tuple[str, ...]
) -> None:
    assert rendered(*elements).capabilities == capabilities


def used(*parameters: Parameter) -> Template:
    return rendered(*parameters, *(sns.Topic(f"Topic{each.name}", TopicName=Ref(each.name)) for each in parameters))


def given(name: str, **facts: Any) -> Parameter:
    return Parameter(name=name, description="a", label="b", group="c", **facts)


def test_the_parameters_file_has_examples_and_else_defaults_as_text() -> None:
    template = used(
        given("Text", default="x"),
        given("Empty", default=""),
        given("EmptyWithExample", default="", example="y"),
        given("Days", type="Number", default=0),
        given("NoDefault", example="example.com"),
        given("Secret", no_echo=True),
    )
    assert template.parameters_file.endswith("}\n")
    assert json.loads(template.parameters_file) == {
        "Parameters": {
            "Text": "x",
            "Empty": "",
            "EmptyWithExample": "y",
            "Days": "0",
            "NoDefault": "example.com",
            "Secret": "",
        }
    }


def test_a_parameter_without_default_and_example_is_refused() -> None:
    with pytest.raises(BadInput, match="neither a default nor an example") as caught:
        used(given("Lonely"))
    assert caught.value.where == "generator/articles/sample_article.py: Lonely"


def test_regions_are_those_of_the_types() -> None:
    from generator.knowledge.resource_types import known_regions

    assert set(rendered(sns.Topic("Topic")).regions) == known_regions()


@pytest.mark.parametrize("name", registry.articles())
def test_the_yaml_of_a_real_article_says_its_data(name: str) -> None:
    template = render(name, registry.articles())
    assert cfn_yaml.loads(template.text) == template.data
    assert template.text.isascii()
    assert not [line for line in template.text.split("\n") if line != line.rstrip()]


def test_attributes_of_real_resources_are_written_short() -> None:
    text = rendered(s3.Bucket("Bucket"), sns.Topic("Topic", DisplayName=GetAtt("Bucket", "Arn"))).text
    assert "      DisplayName: !GetAtt Bucket.Arn\n" in text
