import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

START = "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution"


def role(account: StrictAccount, name: str, service: str = "scheduler.amazonaws.com", group: str = "default") -> str:
    source = f"arn:aws:scheduler:us-east-1:{account.account_id}:schedule-group/{group}"
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceArn": source, "aws:SourceAccount": account.account_id}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    made = account.session().client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)
    return str(made["Role"]["Arn"])


def schedule(account: StrictAccount, role_arn: str, **changed: Any) -> None:
    target = {"Arn": START, "RoleArn": role_arn, "Input": '{"DocumentName": "x"}', **changed.pop("target", {})}
    given = {"Name": "one", "ScheduleExpression": "rate(1 day)", "FlexibleTimeWindow": {"Mode": "OFF"}, **changed}
    account.session().client("scheduler").create_schedule(Target=target, **given)


def test_a_schedule_needs_a_role_that_trusts_the_scheduler_for_its_group(account: StrictAccount) -> None:
    for arn in (
        f"arn:aws:iam::{account.account_id}:role/nobody",
        role(account, "other", "ssm.amazonaws.com"),
        role(account, "elsewhere", group="another"),
    ):
        with pytest.raises(ClientError, match="must allow AWS EventBridge Scheduler to assume the role"):
            schedule(account, arn)
    schedule(account, role(account, "right"))
    (made,) = account.session().client("scheduler").list_schedules()["Schedules"]
    assert made["Name"] == "one"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"ScheduleExpression": "rate(1)"}, "Invalid Schedule Expression"),
        ({"GroupName": "nowhere"}, "Schedule group nowhere does not exist"),
        ({"target": {"Arn": f"{START}s"}}, "ssm has no operation startAutomationExecutions"),
        ({"target": {"Input": "{"}}, "Input is not JSON"),
        ({"target": {"Input": '{"documentName": "x"}'}}, "Missing required parameter"),
        ({"target": {"Input": '{"DocumentName": "x", "Parameters": {"A": "b"}}'}}, "Invalid type for parameter"),
    ],
)
def test_what_the_scheduler_or_the_called_service_would_refuse_is_refused(
    account: StrictAccount, changed: dict[str, Any], message: str
) -> None:
    arn = role(account, "right")
    with pytest.raises(ClientError, match=message.replace("(", r"\(")):
        schedule(account, arn, **changed)
