from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.automation import ApprovalRequest, SimulatedClock, run

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

    from generator.automation import Execution

TAG_TOPIC = """
schemaVersion: '0.3'
parameters:
  TopicArn: {type: String}
  Count: {type: Integer}
mainSteps:
  - name: TagTopic
    action: aws:executeAwsApi
    inputs:
      Service: sns
      Api: TagResource
      ResourceArn: '{{ TopicArn }}'
      Tags: [{Key: count, Value: 'number {{ Count }} of {{ global:ACCOUNT_ID }}'}]
  - name: ReadTags
    action: aws:executeAwsApi
    inputs: {Service: sns, Api: ListTagsForResource, ResourceArn: '{{ TopicArn }}'}
    outputs: [{Name: Values, Selector: '$.Tags[*].Value', Type: StringList}]
outputs: [ReadTags.Values]
"""


def start(
    document: Any,
    session: boto3.Session,
    *,
    approve: Callable[[ApprovalRequest], bool | None] | None = lambda _: True,
    clock: SimulatedClock | None = None,
    **parameters: Any,
) -> Execution:
    return run(
        document,
        {"Names": ["a", "b"], **parameters},
        session=session,
        region="eu-west-1",
        clock=clock or SimulatedClock(),
        approve=approve,
        documents=lambda name: TAG_TOPIC if name == "tag-topic" else None,
    )


def topics(session: boto3.Session) -> list[str]:
    return [topic["TopicArn"].rpartition(":")[2] for topic in session.client("sns").list_topics()["Topics"]]


def test_loops_variables_waits_and_another_automation_end_in_success(session: boto3.Session, fleet: Any) -> None:
    clock = SimulatedClock()
    execution = start(fleet, session, clock=clock)
    assert (execution.status, execution.failure) == ("Success", None)
    assert topics(session) == ["topic-a-1", "topic-b-2"]
    assert execution.outputs == {"Tag.Output": ['["number 2 of 123456789012"]'], "Tag.Status": "Success"}
    assert clock.slept == [90.0, 2, 2, 2]
    made = [(record.name, record.loop, record.iteration) for record in execution.steps if record.loop]
    assert made[:3] == [
        ("MakeTopic", "MakeTopics", 1),
        ("Remember", "MakeTopics", 1),
        ("RememberCount", "MakeTopics", 1),
    ]
    assert [record.iteration for record in execution.steps if record.name == "Tick"] == [1, 2, 3]
    assert [call.operation for call in execution.step("Tag").calls] == ["TagResource", "ListTagsForResource"]


def test_a_failure_that_is_let_pass_is_recorded_with_its_attempts(session: boto3.Session, fleet: Any) -> None:
    missed = start(fleet, session).step("Miss")
    assert (missed.status, missed.attempts, len(missed.calls)) == ("Failed", 2, 2)
    assert missed.error is not None
    assert missed.error.startswith("step Miss: sns:GetTopicAttributes: An error occurred (NotFound")


def test_a_critical_failure_that_is_let_pass_fails_the_run_at_its_end(session: boto3.Session, fleet: Any) -> None:
    next(step for step in fleet["mainSteps"] if step["name"] == "Miss")["isCritical"] = True
    execution = start(fleet, session)
    assert (execution.status, execution.failed_step) == ("Failed", "Miss")
    assert execution.steps[-1].name == "Tag"


def test_the_approval_is_asked_of_the_caller_with_the_message(session: boto3.Session, fleet: Any) -> None:
    asked: list[ApprovalRequest] = []

    def approve(request: ApprovalRequest) -> bool:
        asked.append(request)
        return True

    start(fleet, session, approve=approve)
    approvers = ("arn:aws:iam::123456789012:user/reviewer",)
    assert asked == [ApprovalRequest("Approve", "Make topics in eu-west-1?", approvers, 1)]


def test_a_rejection_goes_the_way_of_on_failure(session: boto3.Session, fleet: Any) -> None:
    execution = start(fleet, session, approve=lambda _: False)
    assert (execution.status, execution.failure) == ("Failed", "step Approve: the approval was rejected")
    assert [record.name for record in execution.steps] == ["Choose", "Approve", "Refused"]
    assert topics(session) == []


def test_an_approval_that_nobody_answers_times_out(session: boto3.Session, fleet: Any) -> None:
    clock = SimulatedClock()
    fleet["mainSteps"][1]["onFailure"] = "Abort"
    execution = start(fleet, session, approve=None, clock=clock)
    assert (execution.status, execution.failed_step) == ("TimedOut", "Approve")
    assert clock.slept == [600]


def test_the_default_of_a_branch_skips_the_approval(session: boto3.Session, fleet: Any) -> None:
    execution = start(fleet, session, approve=None, Ask=False)
    assert execution.status == "Success"
    assert "Approve" not in [record.name for record in execution.steps]


def test_a_wait_polls_until_its_timeout(session: boto3.Session, fleet: Any) -> None:
    wait = next(step for step in fleet["mainSteps"] if step["name"] == "WaitForTopic")
    wait["inputs"]["DesiredValues"] = ["something else"]
    clock = SimulatedClock()
    execution = start(fleet, session, clock=clock)
    assert (execution.status, execution.failed_step) == ("TimedOut", "WaitForTopic")
    assert clock.slept[4:] == [5.0] * 12
    assert len(execution.step("WaitForTopic").calls) == 13


def test_the_failure_of_another_automation_is_the_failure_of_its_step(session: boto3.Session, fleet: Any) -> None:
    fleet["mainSteps"][-2]["inputs"]["RuntimeParameters"] = {"TopicArn": "{{ variable:Last }}"}
    execution = start(fleet, session)
    assert execution.failure == ("step Tag: document tag-topic: parameter Count: missing, and it has no default")


def test_the_failure_of_a_step_in_a_loop_names_that_step(session: boto3.Session, fleet: Any) -> None:
    execution = start(fleet, session, Names=["a", "not allowed in a name!"])
    assert (execution.status, execution.failed_step) == ("Failed", "MakeTopic")
    assert execution.steps[-1].name == "MakeTopics"
    assert topics(session) == ["topic-a-1"]


def test_a_document_that_is_not_there_and_a_version_of_it_are_refused(session: boto3.Session, fleet: Any) -> None:
    tag = fleet["mainSteps"][-2]["inputs"]
    tag["DocumentVersion"] = "7"
    assert str(start(fleet, session).failure).startswith("step Tag: DocumentVersion 7 cannot be rehearsed")
    tag.update(DocumentName="tag-topics", DocumentVersion="$LATEST")
    assert start(fleet, session).failure == "step Tag: there is no document tag-topics"


def test_an_automation_that_starts_itself_is_stopped(session: boto3.Session) -> None:
    document = {
        "schemaVersion": "0.3",
        "mainSteps": [
            {"name": "Again", "action": "aws:executeAutomation", "inputs": {"DocumentName": "same"}},
        ],
    }
    execution = run(document, {}, session=session, region="eu-west-1", documents=lambda _: document)
    assert execution.failure is not None
    assert execution.failure.endswith("automations start one another more than 5 deep")


def test_steps_that_go_in_a_circle_are_stopped(session: boto3.Session) -> None:
    steps = [
        {"name": name, "action": "aws:sleep", "inputs": {"Duration": "PT1S"}, "nextStep": target}
        for name, target in (("First", "Second"), ("Second", "First"))
    ]
    document = {"schemaVersion": "0.3", "mainSteps": steps}
    execution = run(document, {}, session=session, region="eu-west-1", clock=SimulatedClock())
    assert execution.status == "Failed"
    assert "the steps go in a circle" in str(execution.failure)
