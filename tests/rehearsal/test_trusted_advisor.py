import json
from typing import Any

import pytest

from generator.automation import Execution, SimulatedClock, run
from generator.permissions.unused import unused_actions
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.api_call import Call
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters, declared_parameters
from generator.rehearsal.control_run import JudgedGate
from generator.rehearsal.deployed_runbook import DeployedRunbook, of_association
from generator.rehearsal.service_rules.table import DOUBLES
from generator.rehearsal.stack import Stack

NAME = "trusted-advisor"
REGION = "us-east-1"
REFRESH = ("support", "RefreshTrustedAdvisorCheck")


def deployed(account: StrictAccount, region: str = REGION) -> Stack:
    """Everything on."""
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    given = committed_parameters(NAME) | {
        "AlertTopicArn": topic,
        "TrustedAdvisorCheckName": "Amazon EBS Public Snapshots",
    }
    for name, body in declared_parameters(NAME).items():
        for word in ("ENABLED", "YELLOW", "WARN"):
            given |= {name: word} if word in body.get("AllowedValues", ()) else {}
    made = launch(account, NAME, region, given=given)
    assert made.stack is not None, made.refused
    assert made.green, [str(event) for event in made.stack.failures]
    return made.stack


def refresh(account: StrictAccount, **given: str) -> tuple[Execution, JudgedGate, DeployedRunbook]:
    place = account.account_region(REGION)
    found, gate = of_association("baseline-trusted-advisor-refresh", place), JudgedGate(place)
    parameters = {**found.parameters, **given}
    done = run(found.document, parameters, session=place.session, region=REGION, gate=gate, clock=SimulatedClock())
    return done, gate, found


def checks(account: StrictAccount) -> list[str]:
    answer = account.account_region(REGION).client("support").describe_trusted_advisor_checks(language="en")
    return [each["id"] for each in answer["checks"]]


def answering(monkeypatch: pytest.MonkeyPatch, code: str, *refused: str) -> list[str]:
    """The checks for which a refresh is asked; ``refused`` are answered with the error ``code``, all without any."""
    asked: list[str] = []

    def double(call: Call) -> None:
        asked.append(call.parameters["checkId"])
        if code and (not refused or asked[-1] in refused):
            raise call.refuse(code, "refused")

    monkeypatch.setitem(DOUBLES, REFRESH, double)
    return asked


def test_with_everything_on_it_deploys_in_us_east_1_and_goes_again(account: StrictAccount) -> None:
    stack = deployed(account)
    cloudwatch = account.session(REGION).client("cloudwatch")
    alarms = cloudwatch.describe_alarms(MaxRecords=100)["MetricAlarms"]
    assert len(alarms) == 22
    assert {each["Namespace"] for each in alarms} == {"AWS/TrustedAdvisor"}
    rules: Any = account.session(REGION).client("events").list_rules()["Rules"]
    assert {json.loads(each["EventPattern"])["source"][0] for each in rules} == {"aws.trustedadvisor", "aws.ssm"}
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert cloudwatch.describe_alarms()["MetricAlarms"] == []


def test_another_region_has_nothing_of_it(account: StrictAccount) -> None:
    assert deployed(account, "eu-west-1").resources == {}


def test_the_refresh_asks_for_every_check_with_the_role_s_rights_and_no_more(
    account: StrictAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed(account)
    asked = answering(monkeypatch, "")
    done, gate, found = refresh(account)
    assert (done.status, done.outputs["Plan.Outcome"]) == ("Success", "REFRESHED"), done.failure
    assert asked == checks(account)
    unused = unused_actions(gate.policies(found.role_arn), gate.decisions)
    assert (unused.never_used, unused.wildcards) == ((), ())


def test_a_check_that_is_refreshed_by_itself_is_passed_over(
    account: StrictAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed(account)
    first = checks(account)[0]
    asked = answering(monkeypatch, "InvalidParameterValueException", first)
    done, _, _ = refresh(account)
    assert done.status == "Success", done.failure
    assert asked == checks(account)


def test_without_a_support_plan_the_run_fails(account: StrictAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    deployed(account)
    answering(monkeypatch, "SubscriptionRequiredException")
    done, _, _ = refresh(account)
    assert done.status == "Failed"
    assert "SubscriptionRequiredException" in str(done.failure)


def test_a_dry_run_asks_for_nothing(account: StrictAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    deployed(account)
    asked = answering(monkeypatch, "")
    done, _, _ = refresh(account, DryRun="true")
    assert (done.status, done.outputs["Plan.Outcome"], asked) == ("Success", "PREVIEW", [])
