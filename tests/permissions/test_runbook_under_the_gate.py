from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.automation import SimulatedClock, run
from generator.permissions.unused import UnusedGrants, unused_actions

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

    from generator.automation import Execution
    from generator.permissions.gate import Gate

CLOSE = """
schemaVersion: '0.3'
assumeRole: '{{ Role }}'
parameters:
  Role: {type: 'AWS::IAM::Role::Arn'}
  GroupId: {type: 'AWS::EC2::SecurityGroup::Id'}
mainSteps:
  - name: Find
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: find
      InputPayload: {GroupId: '{{ GroupId }}'}
      Script: |
        import boto3

        def find(events, context):
            filters = [{'Name': 'group-id', 'Values': [events['GroupId']]}]
            found = boto3.client('ec2').describe_security_group_rules(Filters=filters)
            return {'Ids': [rule['SecurityGroupRuleId'] for rule in found['SecurityGroupRules'] if rule['IsEgress']]}
    outputs: [{Name: Ids, Selector: '$.Payload.Ids', Type: StringList}]
  - name: Revoke
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: RevokeSecurityGroupEgress
      GroupId: '{{ GroupId }}'
      SecurityGroupRuleIds: '{{ Find.Ids }}'
"""
FIND = {"Effect": "Allow", "Action": "ec2:DescribeSecurityGroupRules", "Resource": "*"}


def revoke(resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "ec2:RevokeSecurityGroupEgress", "Resource": resource}


@pytest.fixture
def group(session: boto3.Session) -> str:
    return str(session.client("ec2").describe_security_groups()["SecurityGroups"][0]["GroupId"])


def start(session: boto3.Session, gate: Gate, role_arn: str, group: str) -> Execution:
    given = {"Role": role_arn, "GroupId": group}
    return run(CLOSE, given, session=session, region="eu-west-1", gate=gate, clock=SimulatedClock())


def egress(session: boto3.Session, group: str) -> int:
    found = session.client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    return len(found["IpPermissionsEgress"])


def test_a_role_with_exactly_the_actions_is_enough_and_none_is_left_over(
    session: boto3.Session, gate: Gate, role: Callable[..., str], group: str
) -> None:
    role_arn = role(FIND, revoke("arn:aws:ec2:eu-west-1:123456789012:security-group/*"))
    execution = start(session, gate, role_arn, group)
    assert (execution.status, execution.failure) == ("Success", None)
    assert egress(session, group) == 0
    assert unused_actions(gate.policies(role_arn), gate.decisions) == UnusedGrants((), ())


def test_a_call_inside_a_script_is_denied_and_the_step_is_named(
    session: boto3.Session, gate: Gate, role: Callable[..., str], group: str
) -> None:
    role_arn = role(revoke("*"))
    execution = start(session, gate, role_arn, group)
    assert (execution.status, execution.failed_step) == ("Failed", "Find")
    for part in ("step Find: ", "AccessDenied", role_arn, "ec2:DescribeSecurityGroupRules on resource: *"):
        assert part in str(execution.failure)
    [call] = execution.calls
    assert call.error == "refused before it was sent"
    assert egress(session, group) == 1


def test_a_missing_action_fails_its_step_and_changes_nothing(
    session: boto3.Session, gate: Gate, role: Callable[..., str], group: str
) -> None:
    execution = start(session, gate, role(FIND), group)
    assert (execution.status, execution.failed_step) == ("Failed", "Revoke")
    assert (
        f"ec2:RevokeSecurityGroupEgress on resource: arn:aws:ec2:eu-west-1:123456789012:security-group/{group}"
        in str(execution.failure)
    )
    assert egress(session, group) == 1


def test_a_trust_policy_without_systems_manager_stops_the_run_before_its_first_step(
    session: boto3.Session, gate: Gate, role: Callable[..., str], group: str
) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    execution = start(session, gate, role(FIND, revoke("*"), trust=trust), group)
    assert (execution.status, execution.steps) == ("Failed", ())
    assert "document assumeRole" in str(execution.failure)
    assert "does not allow sts:AssumeRole for ssm.amazonaws.com" in str(execution.failure)


def test_a_trust_policy_held_to_this_account_and_its_automations_is_met(
    session: boto3.Session, gate: Gate, role: Callable[..., str], group: str
) -> None:
    condition = {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:ssm:*:123456789012:automation-execution/*"},
    }
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "ssm.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": condition,
    }
    assert start(session, gate, role(FIND, revoke("*"), trust=trust), group).status == "Success"


PARENT = """
schemaVersion: '0.3'
assumeRole: '{{ Role }}'
parameters:
  Role: {type: 'AWS::IAM::Role::Arn'}
  Child: {type: String}
  GroupId: {type: 'AWS::EC2::SecurityGroup::Id'}
mainSteps:
  - name: Start
    action: aws:executeAutomation
    inputs:
      DocumentName: close
      RuntimeParameters: {Role: '{{ Child }}', GroupId: '{{ GroupId }}'}
"""


@pytest.mark.parametrize(
    "actions, problem",
    [
        (["ssm:StartAutomationExecution", "ssm:GetAutomationExecution", "iam:PassRole"], None),
        (["ssm:GetAutomationExecution", "iam:PassRole"], "ssm:StartAutomationExecution"),
        (["ssm:StartAutomationExecution", "ssm:GetAutomationExecution"], "iam:PassRole"),
    ],
)
def test_another_automation_is_started_with_the_permissions_of_the_first(
    session: boto3.Session, gate: Gate, role: Callable[..., str], *, group: str, actions: list[str], problem: str | None
) -> None:
    child = role(FIND, revoke("*"), name="child")
    parent = role({"Effect": "Allow", "Action": actions, "Resource": "*"}, name="parent")
    execution = run(
        PARENT,
        {"Role": parent, "Child": child, "GroupId": group},
        session=session,
        region="eu-west-1",
        gate=gate,
        documents=lambda _: CLOSE,
    )
    if problem is None:
        assert (execution.status, execution.failure) == ("Success", None)
        assert egress(session, group) == 0
        assert not unused_actions(gate.policies(parent), gate.decisions)
    else:
        assert problem in str(execution.failure)
        assert egress(session, group) == 1
