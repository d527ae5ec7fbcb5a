"""What a fault is about: the linter tells the kinds apart, a rehearsal takes each for a reason not to run."""

from __future__ import annotations

from typing import Any

import pytest

from generator.automation.flow import reachable
from generator.automation.service_models import api_name, operations, waiters
from generator.automation.validation import examine

Document = dict[str, Any]


def step(document: Document, name: str) -> Any:
    return next(each for each in document["mainSteps"] if each["name"] == name)


def kinds(document: Document) -> set[str]:
    return {fault.kind for fault in examine(document)[1]}


@pytest.mark.parametrize(
    "name, key, value, kind",
    [
        ("RevokeIngress", "action", "aws:call", "structure"),
        ("RevokeIngress", "nextStep", "Nowhere", "flow"),
        ("RevokeIngress", "onFailure", "Ignore", "flow"),
        ("RevokeIngress", "maxAttempts", "3", "structure"),
        ("AssertDefault", "outputs", [], "rehearsal"),
    ],
)
def test_a_step_is_of_the_kind_of_its_fault(closing: Document, name: str, key: str, value: Any, kind: str) -> None:
    step(closing, name)[key] = value
    assert kinds(closing) == {kind}


@pytest.mark.parametrize(
    "name, key, value, kind",
    [
        ("RevokeIngress", "Api", "Revoke", "api"),
        ("RevokeIngress", "GroupIds", "x", "api"),
        ("RevokeIngress", "GroupId", "{{ GroupIdd }}", "reference"),
        ("RevokeIngress", "SecurityGroupRuleIds", "{{ GroupId }}", "type"),
        ("RevokeIngress", "DryRun", "true", "rehearsal"),
        ("AssertDefault", "PropertySelector", "$.Groups", "selector"),
        ("Plan", "Handler", "other", "script"),
        ("Plan", "Runtime", "python3.13", "rehearsal"),
        ("Plan", "Attachment", "plan.zip", None),
    ],
)
def test_an_input_is_of_the_kind_of_its_fault(
    closing: Document, name: str, key: str, value: Any, kind: str | None
) -> None:
    step(closing, name)["inputs"][key] = value
    assert kinds(closing) == ({kind} if kind else set())


def test_a_document_that_only_a_rehearsal_refuses_is_built(closing: Document) -> None:
    closing["mainSteps"].append({"name": "Tell", "action": "aws:runCommand", "inputs": {"DocumentName": "X"}})
    closing["mainSteps"].append({"name": "See", "action": "aws:sleep", "inputs": {"Duration": "{{ Tell.Status }}"}})
    document, found = examine(closing)
    assert document is not None
    assert [str(fault) for fault in found] == ["step Tell: action aws:runCommand cannot be rehearsed"]


def test_a_value_that_a_template_leaves_to_its_stack_has_any_type(closing: Document) -> None:
    inputs = step(closing, "RevokeIngress")["inputs"]
    inputs["GroupId"] = inputs["SecurityGroupRuleIds"] = inputs["DryRun"] = "{{ template:Value }}"
    assert kinds(closing) == set()


def test_a_step_is_reached_by_a_failure_and_by_a_cancel(closing: Document) -> None:
    document, _ = examine(closing)
    assert document is not None
    assert reachable(document.steps) == {each.name for each in document.steps}
    first = closing["mainSteps"][0]
    first.update(isEnd=True, onCancel=f"step:{closing['mainSteps'][-1]['name']}")
    ended, _ = examine(closing)
    assert ended is not None
    assert reachable(ended.steps) == {first["name"], closing["mainSteps"][-1]["name"]}


def test_an_api_goes_by_its_method_and_in_any_case() -> None:
    assert api_name("ec2", "describe_instances") == "DescribeInstances"
    assert api_name("EC2", "describeInstances") == "DescribeInstances"
    assert api_name("ec2", "DescribeInstance") == "DescribeInstance"
    assert api_name("ec22", "describe_instances") == "describe_instances"
    assert operations("rds")["describe_db_instances"] == "DescribeDBInstances"
    assert waiters("rds")["db_instance_available"] == "DescribeDBInstances"
    assert waiters("config") == {}
