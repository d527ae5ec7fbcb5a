from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

    from generator.permissions.gate import Gate

GROUP = "sg-0123456789abcdef0"
ARN = f"arn:aws:ec2:eu-west-1:123456789012:security-group/{GROUP}"
CALL = {"GroupId": GROUP, "SecurityGroupRuleIds": ["sgr-1"]}


def allow(action: Any, resource: Any = "*", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def passes(gate: Gate, role_arn: str, service: str, operation: str, **parameters: Any) -> bool:
    try:
        gate.check(role_arn, service, operation, parameters, "eu-west-1")
    except ClientError as error:
        assert error.response["Error"]["Message"].startswith(f"AccessDenied: role {role_arn} is not authorized")
        return False
    return True


@pytest.mark.parametrize(
    "statement, expected",
    [
        (allow("ec2:RevokeSecurityGroupIngress"), True),
        (allow("ec2:RevokeSecurityGroupIngress", ARN), True),
        (allow("ec2:RevokeSecurityGroupIngress", "arn:aws:ec2:*:123456789012:security-group/*"), True),
        (allow("ec2:RevokeSecurityGroupIngress", "arn:*:ec2:*:*:*/*"), True),
        (allow("EC2:revokesecuritygroupingress", ARN), True),
        (allow("ec2:Revoke*", ARN), True),
        (allow("ec2:RevokeSecurityGroup?ngress", ARN), True),
        (allow("*"), True),
        (allow("ec2:RevokeSecurityGroupEgress"), False),
        (allow("ec2:RevokeSecurityGroup"), False),
        (allow("ec2:RevokeSecurityGroupIngress", f"{ARN}0"), False),
        (allow("ec2:RevokeSecurityGroupIngress", ARN.replace("eu-west-1", "us-east-1")), False),
        (allow("ec2:RevokeSecurityGroupIngress", ARN.replace("123456789012", "999999999999")), False),
        (allow("ec2:RevokeSecurityGroupIngress", ARN.replace("security-group", "Security-Group")), False),
        (allow("ec2:RevokeSecurityGroupIngress", "arn:aws:ec2:*:security-group/*"), False),
        (allow("ec2:RevokeSecurityGroupIngress", "*", StringEquals={"aws:RequestedRegion": "eu-west-1"}), True),
        (allow("ec2:RevokeSecurityGroupIngress", "*", StringEquals={"aws:requestedregion": ["x", "eu-west-1"]}), True),
        (allow("ec2:RevokeSecurityGroupIngress", "*", StringEquals={"aws:RequestedRegion": "us-east-1"}), False),
        (allow("ec2:RevokeSecurityGroupIngress", "*", StringEquals={"aws:ResourceTag/Owner": "x"}), False),
        (allow("ec2:RevokeSecurityGroupIngress", "*", StringEqualsIfExists={"aws:ResourceTag/Owner": "x"}), True),
        ({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, True),
        ({"Effect": "Allow", "NotAction": "ec2:*", "Resource": "*"}, False),
        ({"Effect": "Allow", "Action": "ec2:*", "NotResource": ARN}, False),
        ({"Effect": "Allow", "Action": "ec2:*", "NotResource": f"{ARN}x"}, True),
    ],
)
def test_action_resource_and_condition_decide(
    gate: Gate, role: Callable[..., str], statement: Any, expected: bool
) -> None:
    assert passes(gate, role(statement), "ec2", "RevokeSecurityGroupIngress", **CALL) is expected


def test_a_role_without_policies_may_do_nothing(gate: Gate, role: Callable[..., str]) -> None:
    assert not passes(gate, role(), "ec2", "RevokeSecurityGroupIngress", **CALL)


def test_the_message_names_role_action_resource_and_what_is_near(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(allow("ec2:RevokeSecurityGroupIngress", f"{ARN}x"))
    with pytest.raises(ClientError) as caught:
        gate.check(role_arn, "ec2", "RevokeSecurityGroupIngress", CALL, "eu-west-1")
    assert caught.value.response["Error"]["Code"] == "UnauthorizedOperation"
    assert caught.value.operation_name == "RevokeSecurityGroupIngress"
    assert caught.value.response["Error"]["Message"] == (
        f"AccessDenied: role {role_arn} is not authorized to perform: ec2:RevokeSecurityGroupIngress on resource: {ARN} "
        f"because no identity-based policy allows it (runbook/work, statement 1: Resource is {ARN}x)"
    )


def test_an_explicit_deny_wins(gate: Gate, role: Callable[..., str]) -> None:
    deny = {"Effect": "Deny", "Action": "ec2:Revoke*", "Resource": "*", "Sid": "Never"}
    with pytest.raises(ClientError, match="with an explicit deny in runbook/work, statement Never"):
        gate.check(role(allow("*"), deny), "ec2", "RevokeSecurityGroupIngress", CALL, "eu-west-1")


def test_a_managed_policy_counts_and_a_boundary_limits(
    gate: Gate, session: boto3.Session, role: Callable[..., str]
) -> None:
    import json

    iam = session.client("iam")
    role_arn = role()
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow("ec2:*")]})
    iam.attach_role_policy(
        RoleName="runbook", PolicyArn=iam.create_policy(PolicyName="wide", PolicyDocument=policy)["Policy"]["Arn"]
    )
    assert passes(gate, role_arn, "ec2", "RevokeSecurityGroupIngress", **CALL)
    bound = json.dumps({"Version": "2012-10-17", "Statement": [allow("ec2:Describe*")]})
    boundary = iam.create_policy(PolicyName="bound", PolicyDocument=bound)["Policy"]["Arn"]
    limited = iam.create_role(RoleName="limited", AssumeRolePolicyDocument=policy, PermissionsBoundary=boundary)
    iam.put_role_policy(RoleName="limited", PolicyName="all", PolicyDocument=policy)
    with pytest.raises(ClientError, match="because the permissions boundary does not allow it"):
        gate.check(limited["Role"]["Arn"], "ec2", "RevokeSecurityGroupIngress", CALL, "eu-west-1")
    assert passes(gate, limited["Role"]["Arn"], "ec2", "DescribeSecurityGroups")


@pytest.mark.parametrize(
    "resource, expected",
    [("*", True), ("arn:aws:ec2:*:*:security-group/*", False), ("arn:aws:ec2:*:*:*", False)],
)
def test_an_action_without_resource_types_needs_every_resource(
    gate: Gate, role: Callable[..., str], resource: str, expected: bool
) -> None:
    assert (
        passes(gate, role(allow("ec2:DescribeSecurityGroups", resource)), "ec2", "DescribeSecurityGroups") is expected
    )


@pytest.mark.parametrize(
    "resource, expected",
    [
        ("arn:aws:rds:eu-west-1:123456789012:db:*", True),
        ("arn:aws:rds:eu-west-1:123456789012:db:orders", False),
        ("*", True),
    ],
)
def test_a_list_call_that_names_no_resource_needs_all_of_its_type(
    gate: Gate, role: Callable[..., str], resource: str, expected: bool
) -> None:
    assert passes(gate, role(allow("rds:DescribeDBInstances", resource)), "rds", "DescribeDBInstances") is expected


FLOW = "arn:aws:iam::123456789012:role/flow"
LOGS = {"ResourceIds": ["vpc-1"], "ResourceType": "VPC", "DeliverLogsPermissionArn": FLOW}


@pytest.mark.parametrize(
    "statement, expected",
    [
        (allow("iam:PassRole", FLOW), True),
        (allow("iam:PassRole", FLOW, StringEquals={"iam:PassedToService": "vpc-flow-logs.amazonaws.com"}), True),
        (allow("iam:PassRole", FLOW, StringEquals={"iam:PassedToService": "ec2.amazonaws.com"}), False),
        (allow("iam:PassRole", FLOW, StringLike={"iam:PassedToService": "*.amazonaws.com"}), True),
        (allow("iam:PassRole", f"{FLOW}s"), False),
        (allow("iam:GetRole", FLOW), False),
    ],
)
def test_a_role_handed_to_a_service_needs_pass_role(
    gate: Gate, role: Callable[..., str], statement: Any, expected: bool
) -> None:
    role_arn = role(allow("ec2:CreateFlowLogs"), statement)
    assert passes(gate, role_arn, "ec2", "CreateFlowLogs", **LOGS) is expected


def test_a_call_that_hands_over_no_role_needs_no_pass_role(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(allow("ec2:CreateFlowLogs"))
    assert passes(gate, role_arn, "ec2", "CreateFlowLogs", ResourceIds=["vpc-1"], LogDestinationType="s3")


def test_a_service_linked_role_is_held_to_the_service_it_is_for(gate: Gate, role: Callable[..., str]) -> None:
    condition = {"iam:AWSServiceName": "config.amazonaws.com"}
    role_arn = role(allow("iam:CreateServiceLinkedRole", StringEquals=condition))
    assert passes(gate, role_arn, "iam", "CreateServiceLinkedRole", AWSServiceName="config.amazonaws.com")
    assert not passes(gate, role_arn, "iam", "CreateServiceLinkedRole", AWSServiceName="guardduty.amazonaws.com")


def test_a_global_service_is_requested_in_us_east_1(gate: Gate, role: Callable[..., str]) -> None:
    home = {"aws:RequestedRegion": "us-east-1"}
    assert passes(gate, role(allow("iam:ListUsers", StringEquals=home)), "iam", "ListUsers")


def test_calls_that_iam_lets_everybody_make_need_no_grant(gate: Gate, role: Callable[..., str]) -> None:
    assert passes(gate, role(), "sts", "GetCallerIdentity")


def test_a_service_that_the_table_does_not_cover_is_refused_by_name(gate: Gate, role: Callable[..., str]) -> None:
    with pytest.raises(ClientError, match="the action table does not cover gamelift"):
        gate.check(role(allow("*")), "gamelift", "ListFleets", {}, "eu-west-1")


def test_calls_of_a_held_session_are_checked_and_the_free_session_is_not(
    gate: Gate, session: boto3.Session, role: Callable[..., str], acting: Callable[[str], boto3.Session]
) -> None:
    held = acting(role(allow("sns:ListTopics")))
    sns = held.client("sns")
    sns.list_topics()
    with pytest.raises(ClientError, match="sns:CreateTopic on resource: arn:aws:sns:eu-west-1:123456789012:t "):
        sns.create_topic(Name="t")
    assert session.client("sns").list_topics()["Topics"] == []
    session.client("sns").create_topic(Name="t")
    assert [(item.action, item.allowed) for item in gate.decisions] == [
        ("sns:ListTopics", True),
        ("sns:CreateTopic", False),
    ]
