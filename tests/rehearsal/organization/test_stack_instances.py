import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.organization.organization import StrictOrganization
from tests.rehearsal.organization.stack_set_calls import TOPIC, Calls

BOTH = ("us-east-1", "eu-west-1")
EVERYONE = {"shared", "audit", "log", "work", "prod-1", "prod-2", "cards"}


def test_stacks_are_really_made_changed_and_deleted_in_every_account_and_region(
    organization: StrictOrganization,
) -> None:
    calls = Calls(organization)
    calls.create()
    assert calls.end(calls.instances("Workloads", BOTH))["Status"] == "SUCCEEDED"
    assert calls.accounts() == {"work", "prod-1", "prod-2", "cards"}
    topics = organization.client("sns", "cards", "eu-west-1").list_topics()["Topics"]
    listed = calls.listed(StackInstanceAccount=organization.account("cards"), StackInstanceRegion="eu-west-1")
    assert [each["Status"] for each in listed] == ["CURRENT"]
    assert len(topics) == 1
    assert ":StackSet-topics-" in topics[0]["TopicArn"]
    values = [{"ParameterKey": "Name", "ParameterValue": "second"}]
    begun = calls.begin("update_stack_set", TemplateBody=TOPIC, Parameters=values)
    assert {each["Status"] for each in calls.listed()} == {"OUTDATED"}
    calls.end(begun)
    stack = organization.stack("topics", "cards", "eu-west-1")
    assert stack is not None
    assert (stack.status, stack.parameters) == ("UPDATE_COMPLETE", {"Name": "second"})
    calls.end(calls.delete("Workloads", BOTH))
    assert calls.listed() == []
    assert organization.client("sns", "cards", "eu-west-1").list_topics()["Topics"] == []


@pytest.mark.parametrize(
    ("unit", "targets", "expected"),
    [
        ("Root", {}, EVERYONE),
        ("Workloads/Prod", {}, {"prod-1", "prod-2", "cards"}),
        ("Workloads", {"AccountFilterType": "NONE"}, {"work", "prod-1", "prod-2", "cards"}),
        ("Workloads", {"AccountFilterType": "INTERSECTION", "Accounts": ["cards", "audit"]}, {"cards"}),
        (
            "Workloads",
            {"AccountFilterType": "DIFFERENCE", "Accounts": ["cards", "audit"]},
            {"work", "prod-1", "prod-2"},
        ),
    ],
)
def test_units_with_all_beneath_them_and_filters_choose_the_accounts(
    light: StrictOrganization, unit: str, targets: dict[str, Any], expected: set[str]
) -> None:
    calls = Calls(light)
    calls.create()
    ids = {"Accounts": [light.account(name) for name in targets["Accounts"]]} if "Accounts" in targets else {}
    calls.end(calls.instances(unit, targets={**targets, **ids}))
    assert calls.accounts() == expected


def test_union_serves_updates_and_deletions(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Root"))
    union = {"AccountFilterType": "UNION", "Accounts": [light.account("cards")]}
    values = {"ParameterOverrides": [{"ParameterKey": "Name", "ParameterValue": "own"}]}
    targets = {"OrganizationalUnitIds": [light.ou("Security")], **union}
    done = calls.end(calls.begin("update_stack_instances", DeploymentTargets=targets, Regions=["us-east-1"], **values))
    assert {name for name, _ in calls.results(done["OperationId"])} == {"audit", "log", "cards"}
    with pytest.raises(ClientError, match="UNION is not supported"):
        calls.instances("Security", targets=union)
    calls.end(calls.delete("Security", targets=union))
    assert calls.accounts() == EVERYONE - {"audit", "log", "cards"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"DeploymentTargets": {"OrganizationalUnitIds": ["ou-zzzz-00000000"]}}, "does not exist"),
        ({"DeploymentTargets": {"Accounts": ["200000000001"]}}, "OrganizationalUnitIds"),
        ({"DeploymentTargets": {"OrganizationalUnitIds": [f"ou-zzzz-{n:08}" for n in range(51)]}}, "At most 50"),
        ({"targets": {"AccountsUrl": "s3://none/accounts.csv", "AccountFilterType": "DIFFERENCE"}}, "S3 error"),
        ({"targets": {"Accounts": ["200000000001"]}}, "AccountFilterType should be specified"),
        ({"targets": {"AccountFilterType": "DIFFERENCE"}}, "Accounts should be specified"),
        ({"targets": {"AccountFilterType": "NONE", "Accounts": ["200000000001"]}}, "should not be specified"),
        ({"Accounts": ["200000000001"]}, "SERVICE_MANAGED"),
        ({"Regions": ["eu-mars-1"]}, "Region eu-mars-1 is invalid"),
        ({"Regions": ["cn-north-1"]}, "Region cn-north-1 is invalid"),
        ({"Regions": ["ap-east-1"]}, "not enabled in the management account"),
        ({"OperationPreferences": {"MaxConcurrentCount": 3, "FailureToleranceCount": 1}}, "one more"),
        ({"OperationPreferences": {"MaxConcurrentCount": 1, "MaxConcurrentPercentage": 1}}, "Only one of"),
        ({"OperationPreferences": {"RegionOrder": ["eu-west-1"]}}, "us-east-1 is missing"),
        ({"ParameterOverrides": [{"ParameterKey": "Other", "ParameterValue": ""}]}, "do not exist in the template"),
    ],
)
def test_instances_are_refused(light: StrictOrganization, given: dict[str, Any], words: str) -> None:
    calls = Calls(light)
    calls.create()
    targets = {"OrganizationalUnitIds": [light.ou("Security")], **given.get("targets", {})}
    request = {"DeploymentTargets": targets, "Regions": ["us-east-1"], **given}
    request.pop("targets", None)
    with pytest.raises(ClientError, match=words) as error:
        calls.begin("create_stack_instances", **request)
    assert error.value.response["Error"]["Code"] == "ValidationError"
    assert calls.listed() == []


def test_overrides_are_of_the_accounts_that_are_there(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create()
    own = [{"ParameterKey": "Name", "ParameterValue": "own"}]
    calls.end(calls.instances("Security", ParameterOverrides=own))
    organization.join("new", "Security")
    organization.settle()

    def names() -> dict[str, Any]:
        stacks = {name: organization.stack("topics", name, "us-east-1") for name in ("audit", "new")}
        return {name: stack and stack.parameters["Name"] for name, stack in stacks.items()}

    assert names() == {"audit": "own", "new": "first"}
    calls.end(
        calls.begin(
            "update_stack_set", TemplateBody=TOPIC, Parameters=[{"ParameterKey": "Name", "ParameterValue": "2"}]
        )
    )
    assert names() == {"audit": "own", "new": "2"}
    where = {"StackInstanceAccount": organization.account("audit"), "StackInstanceRegion": "us-east-1"}
    shown = calls.client.describe_stack_instance(StackSetName="topics", **where)["StackInstance"]
    assert shown["ParameterOverrides"] == own
    targets = {"OrganizationalUnitIds": [organization.ou("Security")]}
    given: dict[str, Any] = {"DeploymentTargets": targets, "Regions": ["us-east-1"]}
    calls.end(calls.begin("update_stack_instances", ParameterOverrides=[], **given))
    assert names() == {"audit": "2", "new": "2"}


def test_an_update_reaches_only_whom_it_targets(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Root"))
    values = [{"ParameterKey": "Name", "ParameterValue": "2"}]
    targets = {"OrganizationalUnitIds": [light.ou("Security")]}
    calls.end(
        calls.begin(
            "update_stack_set", TemplateBody=TOPIC, Parameters=values, DeploymentTargets=targets, Regions=["us-east-1"]
        )
    )
    current = {each["Account"] for each in calls.listed() if each["Status"] == "CURRENT"}
    assert current == {light.account("audit"), light.account("log")}


def test_retained_stacks_stay_the_accounts_own(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create()
    calls.end(calls.instances("Security"))
    calls.end(calls.delete("Security", RetainStacks=True))
    assert calls.listed() == []
    stack = organization.stack("topics", "audit", "us-east-1")
    assert stack is not None
    assert stack.status == "CREATE_COMPLETE"


def test_pages_and_filters(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    light.fail_instances("cards", "eu-west-1", "no")
    done = calls.end(calls.instances("Root", BOTH))
    first = calls.client.list_stack_instances(StackSetName="topics", MaxResults=10)
    assert len(first["Summaries"]) == 10
    second = calls.client.list_stack_instances(StackSetName="topics", NextToken=first["NextToken"])
    assert len(second["Summaries"]) == 4
    assert "NextToken" not in second
    failed = calls.listed(Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}])
    assert [(each["Account"], each["Region"]) for each in failed] == [(light.account("cards"), "eu-west-1")]
    by_operation = [{"Name": "LAST_OPERATION_ID", "Values": done["OperationId"]}]
    assert len(calls.listed(Filters=by_operation)) == 14
    with pytest.raises(calls.client.exceptions.StackInstanceNotFoundException):
        calls.client.describe_stack_instance(
            StackSetName="topics", StackInstanceAccount=light.management, StackInstanceRegion="us-east-1"
        )


def test_accounts_may_stand_in_a_file(light: StrictOrganization) -> None:
    s3 = light.client("s3")
    s3.create_bucket(Bucket="targets")
    lines = f"{light.account('audit')},\n{light.account('cards')}\n"
    s3.put_object(Bucket="targets", Key="accounts.csv", Body=lines.encode())
    calls = Calls(light)
    calls.create()
    url = "https://targets.s3.amazonaws.com/accounts.csv"
    calls.end(calls.instances("Security", targets={"AccountsUrl": url, "AccountFilterType": "DIFFERENCE"}))
    assert calls.accounts() == {"log"}


def test_nested_stacks_fail_in_every_account(light: StrictOrganization) -> None:
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://none.s3.amazonaws.com/x"}}
    calls = Calls(light)
    calls.create(template=json.dumps({"Resources": {"Inner": nested}}))
    calls.end(calls.instances("Security"))
    assert {each["Status"] for each in calls.listed()} == {"OUTDATED"}
    assert "nested stacks" in calls.listed()[0]["StatusReason"]
