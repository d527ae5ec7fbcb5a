from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from generator.permissions.unused import UnusedGrants, unused_actions

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.permissions.gate import Gate


def grant(*actions: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*"}


def test_actions_that_no_call_used_are_reported_and_used_ones_are_not(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(grant("sns:ListTopics", "sns:CreateTopic", "ec2:DescribeVpcs"))
    for operation in ("ListTopics", "ListTopics"):
        gate.check(role_arn, "sns", operation, {}, "eu-west-1")
    unused = unused_actions(gate.policies(role_arn), gate.decisions)
    assert unused == UnusedGrants(("sns:CreateTopic", "ec2:DescribeVpcs"), ())
    assert unused
    gate.check(role_arn, "sns", "CreateTopic", {"Name": "t"}, "eu-west-1")
    gate.check(role_arn, "ec2", "DescribeVpcs", {}, "eu-west-1")
    assert not unused_actions(gate.policies(role_arn), gate.decisions)


def test_wildcards_are_reported_also_when_they_are_used(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(grant("sns:List*", "ec2:*"), {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})
    gate.check(role_arn, "sns", "ListTopics", {}, "eu-west-1")
    unused = unused_actions(gate.policies(role_arn), gate.decisions)
    assert unused == UnusedGrants(("ec2:*",), ("sns:List*", "ec2:*", "NotAction iam:*"))


def test_a_refused_call_and_a_call_of_another_role_use_nothing(gate: Gate, role: Callable[..., str]) -> None:
    condition = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
    role_arn = role({**grant("sns:ListTopics"), "Condition": condition})
    other = role(grant("sns:ListTopics"), name="other")
    with pytest.raises(ClientError):
        gate.check(role_arn, "sns", "ListTopics", {}, "eu-west-1")
    gate.check(other, "sns", "ListTopics", {}, "eu-west-1")
    assert unused_actions(gate.policies(role_arn), gate.decisions).never_used == ("sns:ListTopics",)


def test_what_a_used_action_may_need_besides_is_told_apart(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(grant("access-analyzer:CreateAnalyzer", "iam:CreateServiceLinkedRole", "iam:GetRole"))
    gate.check(role_arn, "accessanalyzer", "CreateAnalyzer", {"analyzerName": "a"}, "eu-west-1")
    unused = unused_actions(gate.policies(role_arn), gate.decisions)
    assert unused == UnusedGrants(("iam:GetRole",), (), ("iam:CreateServiceLinkedRole",))


def test_a_pass_role_that_no_call_needed_is_unused(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(grant("ec2:CreateFlowLogs", "iam:PassRole"))
    gate.check(role_arn, "ec2", "CreateFlowLogs", {"LogDestinationType": "s3"}, "eu-west-1")
    assert unused_actions(gate.policies(role_arn), gate.decisions).never_used == ("iam:PassRole",)


def test_a_role_that_is_passed_uses_pass_role(gate: Gate, role: Callable[..., str]) -> None:
    role_arn = role(grant("ec2:CreateFlowLogs", "iam:PassRole"))
    call = {"DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/flow"}
    gate.check(role_arn, "ec2", "CreateFlowLogs", call, "eu-west-1")
    assert not unused_actions(gate.policies(role_arn), gate.decisions)
