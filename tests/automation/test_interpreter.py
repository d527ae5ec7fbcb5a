from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.automation import SimulatedClock, run

if TYPE_CHECKING:
    import boto3

    from generator.automation import Execution


def script(name: str, body: str, **keys: Any) -> dict[str, Any]:
    source = f"def handler(events, context):\n    {body}\n"
    return {
        "name": name,
        "action": "aws:executeScript",
        "inputs": {"Runtime": "python3.11", "Handler": "handler", "Script": source},
        **keys,
    }


def start(session: boto3.Session, *steps: dict[str, Any], **keys: Any) -> Execution:
    document = {"schemaVersion": "0.3", "mainSteps": list(steps), **keys}
    return run(document, {}, session=session, region="eu-west-1", clock=SimulatedClock())


def names(execution: Execution) -> list[str]:
    return [record.name for record in execution.steps]


FAILING = "raise ValueError('no')"


@pytest.mark.parametrize(
    "keys, ran, status",
    [
        ({}, ["Fails"], "Failed"),
        ({"onFailure": "Abort", "isCritical": False}, ["Fails"], "Failed"),
        ({"onFailure": "Continue"}, ["Fails", "Middle", "Last"], "Success"),
        ({"onFailure": "Continue", "isCritical": True}, ["Fails", "Middle", "Last"], "Failed"),
        ({"onFailure": "Continue", "nextStep": "Last"}, ["Fails", "Last"], "Success"),
        ({"onFailure": "step:Last"}, ["Fails", "Last"], "Failed"),
        ({"onFailure": "step:Last", "isCritical": False}, ["Fails", "Last"], "Success"),
        ({"onFailure": "Continue", "isEnd": True}, ["Fails"], "Success"),
        ({"onFailure": "step:Last", "isEnd": True}, ["Fails"], "Failed"),
    ],
)
def test_a_failure_goes_the_way_that_its_step_says(
    session: boto3.Session, keys: dict[str, Any], ran: list[str], status: str
) -> None:
    execution = start(
        session, script("Fails", FAILING, **keys), script("Middle", "return 1"), script("Last", "return 1")
    )
    assert names(execution) == ran
    assert execution.status == status
    assert (execution.failure is None) is (status == "Success")


def test_success_follows_next_step_and_is_end(session: boto3.Session) -> None:
    steps = (
        script("First", "return 1", nextStep="Third"),
        script("Second", "return 1"),
        script("Third", "return 1", isEnd=True),
        script("Fourth", "return 1"),
    )
    assert names(start(session, *steps)) == ["First", "Third"]


def test_an_attempt_that_succeeds_ends_the_retries(session: boto3.Session) -> None:
    step = {
        "name": "Topic",
        "action": "aws:executeAwsApi",
        "maxAttempts": 3,
        "inputs": {"Service": "sns", "Api": "ListTopics"},
    }
    execution = start(session, step)
    assert execution.step("Topic").attempts == 1
    failed = start(session, script("Fails", FAILING, maxAttempts=3))
    assert (failed.step("Fails").attempts, failed.status) == (3, "Failed")


def test_a_step_that_takes_too_long_times_out(session: boto3.Session) -> None:
    step = script("Slow", "import time; time.sleep(61)", timeoutSeconds=60)
    execution = start(session, step)
    assert execution.status == "TimedOut"
    assert execution.failure == "step Slow: took 61 seconds, the limit is 60"


def test_a_script_may_take_ten_minutes_and_no_more(session: boto3.Session) -> None:
    assert start(session, script("Long", "import time; time.sleep(600)")).status == "Success"
    assert start(session, script("Longer", "import time; time.sleep(601)")).status == "TimedOut"


def test_a_value_of_a_step_that_was_skipped_fails_the_step_that_names_it(session: boto3.Session) -> None:
    choose = {
        "name": "Choose",
        "action": "aws:branch",
        "inputs": {
            "Choices": [{"NextStep": "Skipped", "Variable": "{{ global:REGION }}", "StringEquals": "us-east-1"}],
            "Default": "Uses",
        },
    }
    output = [{"Name": "Value", "Selector": "$.Payload.v", "Type": "String"}]
    uses = script("Uses", "return 1")
    uses["inputs"]["InputPayload"] = {"v": "{{ Skipped.Value }}"}
    execution = start(session, choose, script("Skipped", "return {'v': 'x'}", outputs=output), uses)
    assert names(execution) == ["Choose", "Uses"]
    assert str(execution.failure).startswith(
        "step Uses: inputs: InputPayload: reference {{ Skipped.Value }} has no value"
    )


def test_system_variables_have_the_values_of_the_run(session: boto3.Session) -> None:
    keys = ("global:ACCOUNT_ID", "global:REGION", "global:DATE", "global:DATE_TIME", "global:AWS_PARTITION")
    step = script("Echo", "return {'all': events['all']}")
    step["inputs"]["InputPayload"] = {"all": " ".join(f"{{{{ {key} }}}}" for key in keys)}
    step["outputs"] = [{"Name": "All", "Selector": "$.Payload.all", "Type": "String"}]
    execution = start(session, step, outputs=["Echo.All"])
    assert execution.outputs["Echo.All"] == "123456789012 eu-west-1 2026-01-01 2026-01-01_00.00.00 aws"


def test_a_role_that_cannot_be_assumed_fails_before_any_step(session: boto3.Session) -> None:
    class Refusing:
        def assume(self, role_arn: str, execution_arn: str) -> None:
            from botocore.exceptions import ClientError

            assert execution_arn.startswith("arn:aws:ssm:eu-west-1:123456789012:automation-execution/")
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no trust"}}, "AssumeRole")

        def attach(self, session: boto3.Session, role_arn: str) -> None:
            raise AssertionError

        def check(self, *_: Any) -> None:
            raise AssertionError

    document = {
        "schemaVersion": "0.3",
        "assumeRole": "arn:aws:iam::123456789012:role/x",
        "mainSteps": [script("Only", "return 1")],
    }
    execution = run(document, {}, session=session, region="eu-west-1", gate=Refusing())
    assert (execution.status, execution.steps) == ("Failed", ())
    assert "document assumeRole: arn:aws:iam::123456789012:role/x" in str(execution.failure)
    assert "no trust" in str(execution.failure)


def test_without_a_role_the_session_of_the_caller_is_used_and_left_unheard(session: boto3.Session) -> None:
    step = {"name": "Topics", "action": "aws:executeAwsApi", "inputs": {"Service": "sns", "Api": "ListTopics"}}
    execution = start(session, step)
    assert execution.role is None
    assert [call.operation for call in execution.calls] == ["ListTopics"]
    session.client("sns").list_topics()
    assert len(execution.calls) == 1


def test_a_refused_call_is_recorded_with_its_error(session: boto3.Session) -> None:
    step = {
        "name": "Topic",
        "action": "aws:executeAwsApi",
        "inputs": {"Service": "sns", "Api": "GetTopicAttributes", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:no"},
    }
    [call] = start(session, step).calls
    assert call.response is None
    assert str(call.error).startswith("NotFound")


def test_timestamps_of_an_answer_are_strings(session: boto3.Session) -> None:
    step = {
        "name": "User",
        "action": "aws:executeAwsApi",
        "inputs": {"Service": "IAM", "Api": "CreateUser", "UserName": "someone"},
        "outputs": [{"Name": "Made", "Selector": "$.User.CreateDate", "Type": "String"}],
    }
    execution = start(session, step)
    assert str(execution.step("User").outputs["Made"])[4] == "-"
