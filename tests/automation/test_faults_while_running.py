from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.automation import SimulatedClock, run
from generator.model.errors import BadInput

if TYPE_CHECKING:
    import boto3

LINE = "rules = events['Rules']"

SCRIPTS = [
    ("'Outcome': outcome", "'Outcom': outcome", "output Outcome: selector '$.Payload.Outcome' finds nothing"),
    ("'Outcome': outcome", "'Outcome': 1", "finds Integer, Type says String"),
    (LINE, "rules = events['Rule']", "KeyError: 'Rule' (Script line 2)"),
    ("**found}", "'x': {1, 2}}", "has no form in JSON"),
    (LINE, "import boto3; boto3.client('ec2', aws_access_key_id='x')", "aws_access_key_id"),
    (LINE, "__import__('botocore.session')", "module botocore.session is not there"),
]


@pytest.mark.parametrize("old, new, problem", SCRIPTS)
def test_a_fault_that_only_the_script_shows_is_reported_at_its_step(
    session: boto3.Session, closing: Any, target: Target, *, old: str, new: str, problem: str
) -> None:
    inputs = closing["mainSteps"][3]["inputs"]
    assert old in inputs["Script"]
    inputs["Script"] = inputs["Script"].replace(old, new)
    target.assert_fails_unchanged(closing, session, "Plan", problem)


def test_a_selector_past_the_end_of_a_list_is_reported_at_its_step(
    session: boto3.Session, closing: Any, target: Target
) -> None:
    closing["mainSteps"][0]["outputs"][0]["Selector"] = "$.SecurityGroups[3].GroupName"
    target.assert_fails_unchanged(closing, session, "DescribeGroup", "output GroupName: selector")


def test_a_filter_that_the_service_refuses_is_reported_at_its_step(
    session: boto3.Session, closing: Any, target: Target
) -> None:
    closing["mainSteps"][2]["inputs"]["Filters"] = [{"Name": "no-such", "Values": ["x"]}]
    target.assert_fails_unchanged(closing, session, "DescribeRules", "ec2:DescribeSecurityGroupRules: ")


class Target:
    """A group with rules, and the role that acts on it."""

    def __init__(self, group_id: str, role_arn: str, rules: Any) -> None:
        self.given = {"GroupId": group_id, "AutomationAssumeRole": role_arn}
        self.rules = rules

    def assert_fails_unchanged(self, document: Any, session: boto3.Session, step: str, problem: str) -> None:
        before = self.rules()
        execution = run(document, self.given, session=session, region="eu-west-1", clock=SimulatedClock())
        assert (execution.status, execution.failed_step) == ("Failed", step)
        assert str(execution.failure).startswith(f"step {step}")
        assert problem in str(execution.failure)
        assert all(call.operation.startswith("Describe") for call in execution.calls)
        assert self.rules() == before


@pytest.fixture
def target(group_id: str, role_arn: str, rules: Any) -> Target:
    return Target(group_id, role_arn, rules)


@pytest.mark.parametrize(
    "source, problem",
    [
        ({"schemaVersion": "2.2", "mainSteps": []}, "schemaVersion is '2.2'"),
        ({"schemaVersion": 0.3, "mainSteps": []}, "schemaVersion is 0.3"),
        ({"schemaVersion": "0.3"}, "it has no mainSteps"),
        ("a: [", "neither YAML nor JSON"),
        ("just text", "not an Automation document but str"),
        ([1], "not an Automation document but list"),
    ],
)
def test_what_is_not_an_automation_document_is_bad_input(session: boto3.Session, source: Any, problem: str) -> None:
    with pytest.raises(BadInput, match="Automation document: ") as caught:
        run(source, {}, session=session, region="eu-west-1")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
