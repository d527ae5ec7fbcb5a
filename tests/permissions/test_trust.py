from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.permissions.gate import Gate

EXECUTION = "arn:aws:ssm:eu-west-1:123456789012:automation-execution/1f5b2c1e-0000-4000-8000-000000000000"


def trust(effect: str = "Allow", principal: Any = None, action: str = "sts:AssumeRole", **condition: Any) -> Any:
    statement = {"Effect": effect, "Principal": principal or {"Service": "ssm.amazonaws.com"}, "Action": action}
    return {**statement, "Condition": condition} if condition else statement


@pytest.mark.parametrize(
    "statement",
    [
        trust(),
        trust(principal={"Service": ["config.amazonaws.com", "ssm.amazonaws.com"]}),
        trust(action="sts:*"),
        trust(StringEquals={"aws:SourceAccount": "123456789012"}),
        trust(ArnLike={"aws:SourceArn": "arn:aws:ssm:*:123456789012:automation-execution/*"}),
    ],
)
def test_a_trust_policy_that_names_systems_manager_lets_it_in(
    gate: Gate, role: Callable[..., str], statement: Any
) -> None:
    role_arn = role(trust=statement)
    gate.assume(role_arn, EXECUTION)
    assert gate.policies(role_arn).trust[0].effect == "Allow"


@pytest.mark.parametrize(
    "statement, problem",
    [
        (trust(principal={"Service": "ec2.amazonaws.com"}), "the trust policy does not allow sts:AssumeRole"),
        (trust(principal={"AWS": "*"}), "the trust policy does not allow sts:AssumeRole"),
        (trust(action="sts:TagSession"), "the trust policy does not allow sts:AssumeRole"),
        (trust(effect="Deny"), "denies it"),
        (
            trust(StringEquals={"aws:SourceAccount": "999999999999"}),
            "aws:SourceAccount 999999999999 (it is 123456789012)",
        ),
        (trust(ArnLike={"aws:SourceArn": "arn:aws:ssm:*:123456789012:document/*"}), "ArnLike aws:SourceArn"),
        (trust(StringEquals={"sts:ExternalId": "x"}), "sts:ExternalId x (it is absent)"),
    ],
)
def test_any_other_trust_policy_keeps_it_out(
    gate: Gate, role: Callable[..., str], statement: Any, problem: str
) -> None:
    role_arn = role(trust=statement)
    with pytest.raises(ClientError) as caught:
        gate.assume(role_arn, EXECUTION)
    message = caught.value.response["Error"]["Message"]
    assert caught.value.response["Error"]["Code"] == "AccessDenied"
    assert message.startswith(
        f"AccessDenied: ssm.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: {role_arn}"
    )
    assert problem in message


def test_a_role_that_does_not_exist_cannot_be_assumed(gate: Gate) -> None:
    with pytest.raises(ClientError, match="NoSuchEntity"):
        gate.assume("arn:aws:iam::123456789012:role/nobody", EXECUTION)


def test_a_role_is_read_anew_each_time_it_is_assumed(gate: Gate, session: Any, role: Callable[..., str]) -> None:
    role_arn = role({"Effect": "Allow", "Action": "sns:ListTopics", "Resource": "*"})
    gate.assume(role_arn, EXECUTION)
    gate.check(role_arn, "sns", "ListTopics", {}, "eu-west-1")
    session.client("iam").delete_role_policy(RoleName="runbook", PolicyName="work")
    gate.assume(role_arn, EXECUTION)
    with pytest.raises(ClientError):
        gate.check(role_arn, "sns", "ListTopics", {}, "eu-west-1")
