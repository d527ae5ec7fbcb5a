import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.quotas import Quotas
from tests.rehearsal.organization.stack_set_calls import TOPIC, Calls

ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {"RoleName": "one", "AssumeRolePolicyDocument": {"Version": "2012-10-17"}},
}


def refused(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    details = error.value.response["Error"]
    return str(details["Code"]), str(details["Message"])


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        ({"StackSetName": "9"}, "ValidationError", "stackSetName"),
        (
            {"TemplateBody": json.dumps({"Transform": "X", "Resources": {}})},
            "ValidationError",
            "Transform is not supported",
        ),
        (
            {"TemplateBody": json.dumps({"Resources": {"Role": ROLE}})},
            "InsufficientCapabilitiesException",
            "CAPABILITY_NAMED_IAM",
        ),
        ({"TemplateBody": TOPIC + " " * 51_200}, "ValidationError", "51200"),
        (
            {"Parameters": [{"ParameterKey": "Other", "ParameterValue": "1"}]},
            "ValidationError",
            "do not exist in the template",
        ),
        (
            {"AutoDeployment": {"Enabled": False, "RetainStacksOnAccountRemoval": True}},
            "ValidationError",
            "Enabled is true",
        ),
        (
            {"AutoDeployment": {"Enabled": True, "DependsOn": ["arn:aws:cloudformation:x"]}},
            "ValidationError",
            "does not exist",
        ),
        ({"CallAs": "DELEGATED_ADMIN"}, "ValidationError", "Account used is not a delegated administrator"),
        ({"TemplateURL": "https://none.s3.amazonaws.com/x", "TemplateBody": None}, "ValidationError", "S3 error"),
        ({"PermissionModel": "SELF_MANAGED"}, "ValidationError", "service-managed"),
        ({"AutoDeployment": None}, "ValidationError", "AutoDeployment"),
    ],
)
def test_a_stack_set_is_refused(light: StrictOrganization, settings: dict[str, Any], code: str, words: str) -> None:
    given: dict[str, Any] = {
        "StackSetName": "topics",
        "TemplateBody": TOPIC,
        "PermissionModel": "SERVICE_MANAGED",
        "AutoDeployment": {"Enabled": True},
        **settings,
    }
    with pytest.raises(ClientError) as error:
        light.client("cloudformation").create_stack_set(
            **{key: value for key, value in given.items() if value is not None}
        )
    assert refused(error)[0] == code
    assert words in refused(error)[1]


def test_members_need_delegation_and_see_nothing_without(light: StrictOrganization) -> None:
    Calls(light).create()
    member = Calls(light, "audit")
    with pytest.raises(ClientError) as error:
        member.create()
    assert "You must be the management account or delegated admin" in refused(error)[1]
    assert member.client.list_stack_sets()["Summaries"] == []
    with pytest.raises(member.client.exceptions.StackSetNotFoundException):
        member.client.describe_stack_set(StackSetName="topics")
    principal = "member.org.stacksets.cloudformation.amazonaws.com"
    light.client("organizations").register_delegated_administrator(
        AccountId=light.account("audit"), ServicePrincipal=principal
    )
    delegated = Calls(light, "audit", CallAs="DELEGATED_ADMIN")
    found = delegated.client.describe_stack_set(**delegated.more)["StackSet"]
    assert f":{light.management}:stackset/topics:" in found["StackSetARN"]
    assert delegated.client.describe_organizations_access(CallAs="DELEGATED_ADMIN")["Status"] == "ENABLED"
    assert delegated.end(delegated.instances("Security"))["Status"] == "SUCCEEDED"


def test_a_stack_set_is_of_its_region(light: StrictOrganization) -> None:
    Calls(light).create()
    elsewhere = light.client("cloudformation", region="eu-west-1")
    assert elsewhere.list_stack_sets()["Summaries"] == []
    assert light.client("cloudformation").list_stack_sets()["Summaries"][0]["StackSetName"] == "topics"


def test_the_same_request_again_is_the_same_stack_set(light: StrictOrganization) -> None:
    calls = Calls(light)
    first = calls.create(ClientRequestToken="once")
    assert calls.create(ClientRequestToken="once") == first
    with pytest.raises(calls.client.exceptions.NameAlreadyExistsException):
        calls.create(ClientRequestToken="twice")
    calls.begin(
        "update_stack_set", UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Name", "ParameterValue": "x"}]
    )
    with pytest.raises(calls.client.exceptions.CreatedButModifiedException):
        calls.create(ClientRequestToken="once")


def test_an_operation_id_is_taken_by_its_request(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    assert calls.instances("Security", OperationId="mine") == "mine"
    assert calls.instances("Security", OperationId="mine") == "mine"
    with pytest.raises(calls.client.exceptions.OperationIdAlreadyExistsException):
        calls.instances("Workloads", OperationId="mine")
    light.settle()
    assert len(calls.client.list_stack_set_operations(StackSetName="topics")["Summaries"]) == 1


def test_a_template_comes_from_a_bucket(light: StrictOrganization) -> None:
    s3 = light.client("s3")
    s3.create_bucket(Bucket="published")
    s3.put_object(Bucket="published", Key="topics.yaml", Body=TOPIC.encode())
    client = light.client("cloudformation")
    given = {"PermissionModel": "SERVICE_MANAGED", "AutoDeployment": {"Enabled": False}, "StackSetName": "topics"}
    client.create_stack_set(TemplateURL="https://published.s3.amazonaws.com/topics.yaml", **given)
    assert client.describe_stack_set(StackSetName="topics")["StackSet"]["TemplateBody"] == TOPIC


def test_only_an_empty_stack_set_at_rest_is_deleted(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.instances("Security")
    with pytest.raises(calls.client.exceptions.OperationInProgressException):
        calls.client.delete_stack_set(StackSetName="topics")
    light.settle()
    with pytest.raises(calls.client.exceptions.StackSetNotEmptyException):
        calls.client.delete_stack_set(StackSetName="topics")
    calls.end(calls.delete("Security"))
    calls.client.delete_stack_set(StackSetName="topics")
    assert calls.client.list_stack_sets()["Summaries"][0]["Status"] == "DELETED"
    assert calls.client.list_stack_sets(Status="ACTIVE")["Summaries"] == []
    calls.create()


def test_a_stack_set_shows_what_it_is_made_of(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create(ManagedExecution={"Active": True}, Description="Topics", Tags=[{"Key": "a", "Value": "b"}])
    calls.end(calls.instances("Security", ("us-east-1", "eu-west-1")))
    found = calls.client.describe_stack_set(StackSetName="topics")["StackSet"]
    assert found["OrganizationalUnitIds"] == [light.ou("Security")]
    assert found["Regions"] == ["eu-west-1", "us-east-1"]
    assert found["ManagedExecution"] == {"Active": True}
    assert found["Tags"] == [{"Key": "a", "Value": "b"}]
    targets = calls.client.list_stack_set_auto_deployment_targets(StackSetName="topics")["Summaries"]
    assert targets == [{"OrganizationalUnitId": light.ou("Security"), "Regions": ["eu-west-1", "us-east-1"]}]


def test_quotas_hold(light: StrictOrganization) -> None:
    light.quotas = Quotas(stack_sets=1, instances=2)
    calls = Calls(light)
    calls.create()
    with pytest.raises(calls.client.exceptions.LimitExceededException):
        calls.create(StackSetName="another")
    calls.end(calls.instances("Security"))
    with pytest.raises(calls.client.exceptions.LimitExceededException):
        calls.instances("Workloads")


def test_an_update_says_all_it_needs(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    for given, words in (
        ({}, "UsePreviousTemplate"),
        ({"UsePreviousTemplate": True, "Regions": ["us-east-1"]}, "together"),
        (
            {"UsePreviousTemplate": True, "AutoDeployment": {"Enabled": True}, "Regions": ["us-east-1"]},
            "AutoDeployment",
        ),
        ({"UsePreviousTemplate": True, "Parameters": [{"ParameterKey": "New", "UsePreviousValue": True}]}, "previous"),
    ):
        with pytest.raises(ClientError) as error:
            calls.begin("update_stack_set", **given)
        assert words in refused(error)[1]


def test_stack_sets_do_not_wait_for_each_other_in_a_circle(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    first = calls.client.describe_stack_set(StackSetName="topics")["StackSet"]["StackSetARN"]
    calls.create(StackSetName="second", AutoDeployment={"Enabled": True, "DependsOn": [first]})
    second = calls.client.describe_stack_set(StackSetName="second")["StackSet"]["StackSetARN"]
    with pytest.raises(ClientError) as error:
        calls.begin(
            "update_stack_set", UsePreviousTemplate=True, AutoDeployment={"Enabled": True, "DependsOn": [second]}
        )
    assert "circular" in refused(error)[1]
