import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.template.errors import RequestRefused

TOPIC = {"Type": "AWS::SNS::Topic"}


def template(resources: dict[str, Any], **sections: Any) -> str:
    return json.dumps({"Resources": resources, **sections})


@pytest.mark.parametrize(
    ("resources", "problem"),
    [
        ({"A": {"Type": "AWS::S3::Bukket"}}, "AWS::S3::Bukket (resource A)"),
        ({"A": {"Type": "AWS::EC2::EC2Fleet"}}, "cannot make AWS::EC2::EC2Fleet (resource A)"),
        ({"A": {"Type": "Custom::Thing"}}, "Custom::Thing (resource A)"),
        (
            {"A": {**TOPIC, "DependsOn": "B"}, "B": {**TOPIC, "DependsOn": "A"}},
            "Circular dependency between resources: [A, B]",
        ),
        (
            {"A": TOPIC, "B": {**TOPIC, "Properties": {"DisplayName": {"Fn::GetAtt": ["A", "Url"]}}}},
            "attribute type Url",
        ),
    ],
)
def test_what_aws_refuses_before_it_makes_anything(
    account: StrictAccount, resources: dict[str, Any], problem: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        account.create_stack("refused", template({"First": TOPIC, **resources}))
    assert problem in refused.value.message
    assert account.stacks() == ()
    assert account.session().client("sns").list_topics()["Topics"] == []


def test_a_type_that_the_region_lacks_is_refused_unless_its_condition_is_false(account: StrictAccount) -> None:
    body = {
        "Budget": {
            "Type": "AWS::Budgets::Budget",
            "Condition": "Here",
            "Properties": {"Budget": {"BudgetType": "COST", "TimeUnit": "MONTHLY"}},
        },
        "Topic": TOPIC,
    }
    conditions = {"Here": {"Fn::Equals": [{"Ref": "Wanted"}, "yes"]}}
    text = template(body, Conditions=conditions, Parameters={"Wanted": {"Type": "String"}})
    with pytest.raises(RequestRefused, match=r"Unrecognized resource types in us-gov-west-1: \[AWS::Budgets::Budget"):
        account.create_stack("one", text, {"Wanted": "yes"}, region="us-gov-west-1")
    stack = account.create_stack("one", text, {"Wanted": "no"}, region="us-gov-west-1")
    assert (stack.status, list(stack.resources)) == ("CREATE_COMPLETE", ["Topic"])


def test_a_reference_to_a_resource_whose_condition_is_false_is_refused(account: StrictAccount) -> None:
    body = {"Off": {**TOPIC, "Condition": "No"}, "On": {**TOPIC, "Properties": {"DisplayName": {"Ref": "Off"}}}}
    with pytest.raises(RequestRefused, match=r"\[Off\].*its condition is false, and resource On refers to it"):
        account.create_stack("one", template(body, Conditions={"No": {"Fn::Equals": [1, 2]}}))


def test_a_condition_decides_about_resources_dependencies_and_outputs(account: StrictAccount) -> None:
    body = {"Off": {**TOPIC, "Condition": "No"}, "On": {**TOPIC, "DependsOn": "Off"}}
    outputs = {"Off": {"Value": {"Ref": "Off"}, "Condition": "No"}, "On": {"Value": {"Ref": "On"}}}
    text = template(body, Conditions={"No": {"Fn::Equals": [1, 2]}}, Outputs=outputs)
    stack = account.create_stack("one", text)
    assert stack.status == "CREATE_COMPLETE"
    assert (list(stack.resources), list(stack.outputs)) == (["On"], ["On"])


def test_a_misspelt_property_fails_its_resource_and_is_named(account: StrictAccount) -> None:
    stack = account.create_stack("one", template({"Topic": {**TOPIC, "Properties": {"TopicNmae": "a"}}}))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert stack.failures[0].logical_id == "Topic"
    assert "#: extraneous key [TopicNmae] is not permitted" in stack.failures[0].reason


def test_a_name_is_taken_once(account: StrictAccount) -> None:
    account.create_stack("one", template({"Topic": TOPIC}))
    with pytest.raises(RequestRefused, match=r"Stack \[one\] already exists") as refused:
        account.create_stack("one", template({"Topic": TOPIC}))
    assert refused.value.code == "AlreadyExistsException"
    account.delete_stack("one")
    assert account.create_stack("one", template({"Topic": TOPIC})).status == "CREATE_COMPLETE"


@pytest.mark.parametrize("name", ["1st", "a_b", "", "a" * 129])
def test_a_stack_name_that_aws_does_not_take_is_refused(account: StrictAccount, name: str) -> None:
    with pytest.raises(RequestRefused, match="stackName"):
        account.create_stack(name, template({"Topic": TOPIC}))
