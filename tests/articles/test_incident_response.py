import json
from pathlib import Path
from typing import Any

import pytest

from generator.articles.incident_response import RUNBOOKS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, as_list, statements_of
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "incident-response"
(EVENT,) = json.loads((Path(__file__).parents[1] / "events/samples/automation.json").read_text("utf-8"))["events"]
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
RULE = "EventsRuleForIncidentRunbooks"
RESPONDERS = "IAMManagedPolicyForIncidentResponders"
NAMES = [runbook.name for runbook in RUNBOOKS]
PASSED = {"iam:PassedToService": "ssm.amazonaws.com"}


def ssm(resource: str) -> str:
    return f"arn:aws:ssm:{HOME}:{ACCOUNT}:{resource}"


def role(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def hears(stack: Made, **detail: Any) -> bool:
    return matches(stack.properties(RULE)["EventPattern"], {**EVENT, "detail": {**EVENT["detail"], **detail}})


def test_each_runbook_has_a_document_and_a_role_and_the_responders_a_policy() -> None:
    wanted = {f"SSMAutomation{name}" for name in NAMES} | {f"IAMRoleFor{name}" for name in NAMES}
    assert {*made(NAME).resources} == {*wanted, RESPONDERS}


@pytest.mark.parametrize("name", NAMES)
def test_a_runbook_that_is_not_wanted_is_not_made(name: str) -> None:
    stack = made(NAME, **{f"{name}Runbook": "DISABLED"})
    assert {*made(NAME).resources} - {*stack.resources} == {f"SSMAutomation{name}", f"IAMRoleFor{name}"}


def test_without_runbooks_nothing_is_left() -> None:
    nothing = {f"{name}Runbook": "DISABLED" for name in NAMES}
    assert made(NAME, AlertTopicArn=TOPIC, **nothing).resources == {}


def test_nothing_starts_a_runbook_but_a_person() -> None:
    kinds = {body["Type"] for body in document(NAME)["Resources"].values()}
    assert kinds == {"AWS::SSM::Document", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::Events::Rule"}
    (target,) = made(NAME, AlertTopicArn=TOPIC).properties(RULE)["Targets"]
    assert target["Arn"] == TOPIC


@pytest.mark.parametrize("name", NAMES)
def test_a_run_is_a_preview_unless_asked_otherwise_and_has_the_runbooks_own_role(name: str) -> None:
    parameters = made(NAME).properties(f"SSMAutomation{name}")["Content"]["parameters"]
    assert parameters["DryRun"]["default"] is True
    assert parameters["AutomationAssumeRole"]["default"] == role(f"baseline-{name}")
    assert ("Restore" in parameters) is (name != "SnapshotVolumes")


def test_evidence_is_never_deleted() -> None:
    actions = [
        action
        for properties in made(NAME).of_type("AWS::IAM::Role").values()
        for policy in properties["Policies"]
        for statement in statements_of(policy["PolicyDocument"])
        for action in as_list(statement["Action"])
    ]
    assert [action for action in actions if ":Delete" in action or ":Terminate" in action] == ["iam:DeleteRolePolicy"]


@pytest.mark.parametrize(
    ("action", "resource", "context", "wanted"),
    [
        *[
            ("ssm:StartAutomationExecution", ssm(f"automation-definition/baseline-{name}:$DEFAULT"), {}, True)
            for name in NAMES
        ],
        *[("ssm:StartAutomationExecution", ssm(f"document/baseline-{name}"), {}, True) for name in NAMES],
        ("ssm:StartAutomationExecution", ssm("automation-definition/baseline-RevokeOpenPorts:1"), {}, False),
        ("ssm:StartAutomationExecution", ssm("automation-definition/Own:1"), {}, False),
        (
            "ssm:StartAutomationExecution",
            f"arn:aws:ssm:{OTHER}::automation-definition/AWS-StopEC2Instance:1",
            {},
            False,
        ),
        *[("iam:PassRole", role(f"baseline-{name}"), PASSED, True) for name in NAMES],
        ("iam:PassRole", role("baseline-IsolateInstance"), {"iam:PassedToService": "ec2.amazonaws.com"}, False),
        ("iam:PassRole", role("baseline-IsolateInstance"), {}, False),
        ("iam:PassRole", role("Administrator"), PASSED, False),
        ("ssm:GetDocument", ssm("document/baseline-IsolateInstance"), {}, True),
        ("ssm:GetDocument", ssm("document/other"), {}, False),
        ("ssm:DescribeDocument", ssm("document/baseline-SnapshotVolumes"), {}, True),
        ("ssm:UpdateDocument", ssm("document/baseline-IsolateInstance"), {}, False),
        ("ssm:GetAutomationExecution", ssm("automation-execution/0"), {}, True),
        ("ssm:StopAutomationExecution", ssm("automation-execution/0"), {}, True),
        ("ssm:GetAutomationExecution", f"arn:aws:ssm:{OTHER}:{ACCOUNT}:automation-execution/0", {}, False),
        ("ssm:DescribeAutomationExecutions", "*", {}, True),
        ("ssm:SendCommand", "*", {}, False),
        ("iam:PutRolePolicy", role("web"), {}, False),
        ("iam:UpdateAccessKey", f"arn:aws:iam::{ACCOUNT}:user/ann", {}, False),
        ("ec2:ModifyNetworkInterfaceAttribute", "*", {}, False),
    ],
)
def test_a_responder_may_run_these_runbooks_and_do_nothing_else(
    action: str, resource: str, context: dict[str, str], wanted: bool
) -> None:
    policy = made(NAME).properties(RESPONDERS)["PolicyDocument"]
    assert allows([policy], Attempt(action, resource, context=context), identity=True) is wanted


def test_the_topic_hears_of_every_run_that_ended() -> None:
    stack = made(NAME, AlertTopicArn=TOPIC)
    assert all(hears(stack, Definition=f"baseline-{name}") for name in NAMES)
    assert all(hears(stack, Status=status) for status in ("Success", "Failed", "TimedOut", "Cancelled"))
    assert not hears(stack, Status="InProgress")
    assert not hears(stack, Definition="baseline-RevokeOpenPorts")
    assert not hears(stack, Definition="IsolateInstance")
    pattern = stack.properties(RULE)["EventPattern"]
    for elsewhere in ({"account": "444455556666"}, {"region": OTHER}, {"source": "aws.config"}):
        assert not matches(pattern, EVENT | elsewhere)


def test_the_notice_names_the_runbook_who_started_it_and_where_to_look() -> None:
    (target,) = made(NAME, AlertTopicArn=TOPIC).properties(RULE)["Targets"]
    run = "333ba70b-2333-48db-b17e-a5e69c6f4d1c"
    assert transformed(target["InputTransformer"], EVENT) == [
        "INCIDENT: baseline-IsolateInstance, started by arn:aws:sts::111122223333:assumed-role/responder/ann,"
        f" ended as Success in account {ACCOUNT}, {HOME}.",
        "Its outcome, and what brings the former state back, are on this page:",
        f"https://{HOME}.console.aws.amazon.com/systems-manager/automation/execution/{run}?region={HOME}",
    ]


def test_without_a_topic_there_is_no_rule() -> None:
    assert RULE not in made(NAME).resources


def test_another_region_gets_nothing() -> None:
    assert made(NAME, region=OTHER, HomeRegion=HOME, AlertTopicArn=TOPIC).resources == {}


def test_china_has_its_own_arns() -> None:
    stack = made(NAME, region="cn-north-1")
    parameters = stack.properties("SSMAutomationIsolateInstance")["Content"]["parameters"]
    assert parameters["AutomationAssumeRole"]["default"] == f"arn:aws-cn:iam::{ACCOUNT}:role/baseline-IsolateInstance"
