import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.stack import Stack
from tests.rehearsal.organization.stack_set_calls import TOPIC, Calls

STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com"


def group(organization: StrictOrganization, *regions: str, unit: str = "Root", **targets: Any) -> dict[str, Any]:
    chosen = {"OrganizationalUnitIds": [organization.ou(unit)], **targets}
    return {"DeploymentTargets": chosen, "Regions": list(regions)}


def wrapper(*groups: dict[str, Any], name: str = "first", **properties: Any) -> str:
    made = {
        "StackSetName": "topics",
        "PermissionModel": "SERVICE_MANAGED",
        "TemplateBody": TOPIC,
        "AutoDeployment": {"Enabled": "true", "RetainStacksOnAccountRemoval": "false"},
        "Parameters": [{"ParameterKey": "Name", "ParameterValue": name}],
        "StackInstancesGroup": list(groups),
        "OperationPreferences": {"MaxConcurrentPercentage": 100, "FailureTolerancePercentage": 100},
        **properties,
    }
    resource = {"Type": "AWS::CloudFormation::StackSet", "Properties": made}
    return json.dumps({"Resources": {"Set": resource}, "Outputs": {"Id": {"Value": {"Ref": "Set"}}}})


def reasons(stack: Stack) -> str:
    return " ".join(event.reason for event in stack.failures)


def test_a_wrapper_is_launched_changed_and_deleted(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    both = group(organization, "us-east-1", "eu-west-1")
    stack = organization.aws.create_stack("wrapper", wrapper(both))
    assert (stack.status, reasons(stack)) == ("CREATE_COMPLETE", "")
    assert stack.outputs["Id"].value.startswith("topics:")
    assert len(calls.listed()) == 14
    cards = [organization.account("cards")]
    fewer = group(organization, "us-east-1", AccountFilterType="DIFFERENCE", Accounts=cards)
    organization.aws.update_stack("wrapper", wrapper(fewer, name="second"))
    assert stack.status == "UPDATE_COMPLETE"
    assert calls.accounts() == {"shared", "audit", "log", "work", "prod-1", "prod-2"}
    assert {each["Region"] for each in calls.listed()} == {"us-east-1"}
    changed = organization.stack("topics", "audit", "us-east-1")
    assert changed is not None
    assert changed.parameters == {"Name": "second"}
    organization.join("new", "Security")
    organization.settle()
    organization.aws.delete_stack("wrapper")
    assert stack.status == "DELETE_COMPLETE"
    assert calls.client.list_stack_sets(Status="ACTIVE")["Summaries"] == []
    assert organization.stack("topics", "new", "us-east-1") is None


def test_a_delegated_administrator_launches_it_as_such(organization: StrictOrganization) -> None:
    audit = organization.account("audit")
    organization.client("organizations").register_delegated_administrator(AccountId=audit, ServicePrincipal=STACK_SETS)
    targets = group(organization, "us-east-1", unit="Workloads")
    as_self = organization.aws.create_stack("as-self", wrapper(targets), account_id=audit)
    assert as_self.status == "ROLLBACK_COMPLETE"
    assert "You must be the management account or delegated admin" in reasons(as_self)
    stack = organization.aws.create_stack("wrapper", wrapper(targets, CallAs="DELEGATED_ADMIN"), account_id=audit)
    assert stack.status == "CREATE_COMPLETE"
    assert Calls(organization).accounts() == {"work", "prod-1", "prod-2", "cards"}


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"AccountFilterType": "UNION", "Accounts": ["200000000001"]}, "AccountFilterType should be specified"),
        ({"Accounts": ["200000000001"]}, "AccountFilterType should be specified"),
        ({"OrganizationalUnitIds": ["ou-zzzz-00000000"]}, "does not exist"),
    ],
)
def test_groups_that_the_resource_type_does_not_take_fail(
    light: StrictOrganization, targets: dict[str, Any], words: str
) -> None:
    stack = light.aws.create_stack("wrapper", wrapper(group(light, "us-east-1", **targets)))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert words in reasons(stack)
    assert light.client("cloudformation").list_stack_sets(Status="ACTIVE")["Summaries"] == []


def test_failures_beyond_the_tolerance_fail_the_wrapper_and_those_within_do_not(light: StrictOrganization) -> None:
    targets = group(light, "us-east-1")
    light.fail_instances("cards", reason="quota")
    assert light.aws.create_stack("within", wrapper(targets)).status == "CREATE_COMPLETE"
    light.heal()
    light.aws.delete_stack("within")
    light.fail_instances("shared", reason="quota")
    strict = {"FailureToleranceCount": 0, "MaxConcurrentCount": 1}
    stack = light.aws.create_stack("beyond", wrapper(targets, OperationPreferences=strict))
    assert stack.status == "ROLLBACK_FAILED"
    assert f"{light.account('shared')} us-east-1: quota" in reasons(stack)


def test_one_stack_set_waits_for_another_by_its_arn(light: StrictOrganization) -> None:
    document = json.loads(wrapper(group(light, "us-east-1")))
    first = {"Fn::Sub": "arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stackset/${Set}"}
    second = json.loads(json.dumps(document["Resources"]["Set"]))
    second["Properties"] |= {"StackSetName": "second", "AutoDeployment": {"Enabled": True, "DependsOn": [first]}}
    document["Resources"]["Second"] = second
    stack = light.aws.create_stack("wrapper", json.dumps(document))
    assert (stack.status, reasons(stack)) == ("CREATE_COMPLETE", "")
    assert light.stack_sets[1].auto_deployment["DependsOn"] == [light.stack_sets[0].arn]


def test_an_account_outside_every_organization_has_no_service_managed_stack_sets() -> None:
    targets = {"DeploymentTargets": {"OrganizationalUnitIds": ["r-abcd"]}, "Regions": ["us-east-1"]}
    with StrictAccount() as account:
        stack = account.create_stack("wrapper", wrapper(targets))
        assert stack.status == "ROLLBACK_COMPLETE"
        assert "You must be the management account or delegated admin" in reasons(stack)


def test_a_misspelt_and_a_missing_property_are_named(light: StrictOrganization) -> None:
    misspelt = light.aws.create_stack("misspelt", wrapper(group(light, "us-east-1"), Missspelt="x"))
    assert "[Missspelt]" in reasons(misspelt)
    document = json.loads(wrapper(group(light, "us-east-1")))
    del document["Resources"]["Set"]["Properties"]["StackSetName"]
    assert "[StackSetName]" in reasons(light.aws.create_stack("missing", json.dumps(document)))


def test_a_name_that_is_taken_fails_the_second_stack_and_leaves_the_first(light: StrictOrganization) -> None:
    text = wrapper(group(light, "us-east-1"))
    light.aws.create_stack("first", text)
    second = light.aws.create_stack("second", text)
    assert "StackSet topics already exists" in reasons(second)
    assert len(Calls(light).listed()) == 7
