from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.automation import SimulatedClock, run

if TYPE_CHECKING:
    import boto3

    from generator.automation import Execution

REGION = "eu-west-1"


def start(document: Any, session: boto3.Session, group: str, role: str, **parameters: Any) -> Execution:
    given = {"GroupId": [group], "AutomationAssumeRole": [role], **parameters}
    return run(document, given, session=session, region=REGION, clock=SimulatedClock())


def test_all_rules_of_a_default_group_are_removed_and_a_second_run_changes_nothing(
    session: boto3.Session, closing: Any, group_id: str, role_arn: str, rules: Any
) -> None:
    assert len(rules()) >= 4
    first = start(closing, session, group_id, role_arn)
    assert (first.status, first.failure) == ("Success", None)
    assert first.outputs == {"Plan.Outcome": "CHANGED", "Verify.Left": 0}
    assert rules() == []
    second = start(closing, session, group_id, role_arn)
    assert second.outputs == {"Plan.Outcome": "UNCHANGED"}
    assert [record.name for record in second.steps][-1] == "ChooseIngress"


def test_a_preview_with_the_string_that_config_passes_changes_nothing(
    session: boto3.Session, closing: Any, group_id: str, role_arn: str, rules: Any
) -> None:
    before = rules()
    execution = start(closing, session, group_id, role_arn, DryRun=["true"])
    assert execution.outputs == {"Plan.Outcome": "PREVIEW"}
    assert rules() == before
    assert execution.step("Plan").printed == (f"rules {len(before)}",)


def test_only_the_group_that_is_named_is_closed(
    session: boto3.Session, closing: Any, group_id: str, role_arn: str
) -> None:
    ec2 = session.client("ec2")
    other = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    start(closing, session, group_id, role_arn)
    left = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [other]}])["SecurityGroups"][0]
    assert left["IpPermissionsEgress"]


def test_another_group_is_refused_at_the_assertion(session: boto3.Session, closing: Any, role_arn: str) -> None:
    ec2 = session.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    execution = start(closing, session, group, role_arn)
    assert execution.status == "Failed"
    assert execution.failed_step == "AssertDefault"
    assert execution.failure == "step AssertDefault: $.SecurityGroups[0].GroupName is web, not default"
    assert ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissionsEgress"]


def test_every_call_is_recorded_with_its_parameters_and_the_script_acts_as_the_role(
    session: boto3.Session, closing: Any, group_id: str, role_arn: str
) -> None:
    execution = start(closing, session, group_id, role_arn)
    made = [(call.service, call.operation) for call in execution.calls]
    assert made == [
        ("ec2", "DescribeSecurityGroups"),
        ("ec2", "DescribeSecurityGroups"),
        ("ec2", "DescribeSecurityGroupRules"),
        ("ec2", "RevokeSecurityGroupIngress"),
        ("ec2", "RevokeSecurityGroupEgress"),
        ("ec2", "DescribeSecurityGroupRules"),
    ]
    [in_script] = execution.step("Verify").calls
    assert in_script.parameters == {"Filters": [{"Name": "group-id", "Values": [group_id]}]}
    assert (in_script.region, in_script.error) == (REGION, None)
    assert in_script.response == '{"SecurityGroupRules": []}'
    assert execution.role == role_arn
    assert execution.step("RevokeIngress").inputs["SecurityGroupRuleIds"] == execution.step("Plan").outputs["Ingress"]


def test_the_document_is_also_read_from_json_text(
    session: boto3.Session, closing: Any, group_id: str, role_arn: str
) -> None:
    import json

    assert start(json.dumps(closing), session, group_id, role_arn).status == "Success"
