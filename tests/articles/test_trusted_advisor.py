import json
from pathlib import Path
from typing import Any

import pytest

from generator.articles.trusted_advisor import CATEGORIES, CHECKS
from generator.blocks.trusted_advisor_alarms import Watched
from generator.knowledge.event_sources import SOURCES
from generator.model import Scope
from tests.articles.evaluation import ACCOUNT, Made, document, made, rendered
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "trusted-advisor"
REGION = "us-east-1"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/trusted-advisor.json").read_text("utf-8"))["events"]
TOPIC = {"AlertTopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"}
WATCHED = (*CATEGORIES, *CHECKS)
ALL = {
    **TOPIC,
    **{f"TrustedAdvisor{each.name}": "YELLOW" for each in WATCHED},
    "TrustedAdvisorOwnCheck": "YELLOW",
    "TrustedAdvisorCheckName": "Amazon EBS Public Snapshots",
    "TrustedAdvisorItems": "WARN",
    "TrustedAdvisorRefresh": "ENABLED",
}
ITEMS, FAILED = "EventsRuleForTrustedAdvisorItems", "EventsRuleForTrustedAdvisorRefresh"


def stack(region: str = REGION, **given: Any) -> Made:
    return made(NAME, region=region, **(TOPIC | given))


def alarms(**given: Any) -> dict[str, dict[str, Any]]:
    found = stack(**given).of_type("AWS::CloudWatch::Alarm")
    return {name.removeprefix("CloudWatchAlarmForTrustedAdvisor"): alarm for name, alarm in found.items()}


def event(name: str, **changed: Any) -> dict[str, Any]:
    return {**EVENTS[name], "account": ACCOUNT, **changed}


def test_by_default_nothing_is_made_with_or_without_a_topic() -> None:
    assert made(NAME, region=REGION).resources == {}
    assert stack().resources == {}


def test_everything_is_in_us_east_1_and_nothing_anywhere_else_e27() -> None:
    assert {*stack(**ALL).resources} == {*document(NAME)["Resources"]}
    for region in ("eu-west-1", "us-east-2", "cn-north-1", "us-gov-west-1"):
        assert stack(region, **ALL).resources == {}
    assert rendered(NAME).article.scope is Scope.US_EAST_1


def test_every_choice_says_which_support_plan_it_needs() -> None:
    for name, body in document(NAME)["Parameters"].items():
        if "DISABLED" in body.get("AllowedValues", ()):
            assert body["Default"] == "DISABLED"
            assert "Business Support+" in body["Description"], name


@pytest.mark.parametrize("watched", WATCHED, ids=lambda watched: watched.name)
def test_red_is_one_alarm_and_yellow_are_two(watched: Watched) -> None:
    choice = f"TrustedAdvisor{watched.name}"
    assert {*alarms(**{choice: "RED"})} == {f"{watched.name}Red"}
    assert {*alarms(**{choice: "YELLOW"})} == {f"{watched.name}Red", f"{watched.name}Yellow"}


def test_an_alarm_of_a_category_counts_checks_and_one_of_a_check_resources() -> None:
    found = alarms(TrustedAdvisorFaultTolerance="YELLOW", TrustedAdvisorMfaOnRootAccount="RED")
    facts = {name: (each["Namespace"], each["MetricName"], each["Dimensions"]) for name, each in found.items()}
    category, check = (
        {"Name": "Category", "Value": "Fault Tolerance"},
        {"Name": "CheckName", "Value": "MFA on Root Account"},
    )
    assert facts == {
        "FaultToleranceRed": ("AWS/TrustedAdvisor", "RedChecks", [category]),
        "FaultToleranceYellow": ("AWS/TrustedAdvisor", "YellowChecks", [category]),
        "MfaOnRootAccountRed": ("AWS/TrustedAdvisor", "RedResources", [check]),
    }


def test_a_check_of_the_user_s_own_has_alarms_where_it_is_named() -> None:
    assert alarms(TrustedAdvisorOwnCheck="YELLOW") == {}
    found = alarms(TrustedAdvisorOwnCheck="RED", TrustedAdvisorCheckName="Amazon EBS Public Snapshots")
    assert found["OwnCheckRed"]["Dimensions"] == [{"Name": "CheckName", "Value": "Amazon EBS Public Snapshots"}]


def test_thresholds_are_parameters_and_alarms_tell_the_topic_both_ways() -> None:
    thresholds = {"RedChecks": 2, "YellowChecks": 3, "RedResources": 4, "YellowResources": 5}
    given = {f"TrustedAdvisor{metric}": value for metric, value in thresholds.items()}
    for alarm in alarms(**ALL, **given).values():
        assert str(alarm["Threshold"]) == str(thresholds[alarm["MetricName"]])
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm["AlarmActions"] == alarm["OKActions"] == [TOPIC["AlertTopicArn"]]
        # Metrics come with refreshes: silence is no news.
        assert alarm["TreatMissingData"] == "ignore"
        assert alarm["Period"] * alarm["EvaluationPeriods"] <= 86400


def test_no_alarm_and_no_notice_is_made_without_somebody_to_tell() -> None:
    given = {key: value for key, value in ALL.items() if key != "AlertTopicArn"}
    assert {each["Type"] for each in made(NAME, region=REGION, **given).resources.values()} == {
        "AWS::SSM::Association",
        "AWS::SSM::Document",
        "AWS::IAM::Role",
    }


@pytest.mark.parametrize(("choice", "told"), [("ERROR", {"Limit"}), ("WARN", {"Limit", "AccessKey"})])
def test_a_resource_is_told_of_by_the_status_of_the_event(choice: str, told: set[str]) -> None:
    pattern = stack(TrustedAdvisorItems=choice).properties(ITEMS)["EventPattern"]
    assert {name for name in EVENTS if matches(pattern, event(name))} == told
    assert {*pattern["detail-type"]} <= {*SOURCES["aws.trustedadvisor"].types}


@pytest.mark.parametrize(
    "changed",
    [
        {"account": "444455556666"},
        {"region": "us-west-2"},
        {"source": "aws.support"},
        {"detail-type": "Trusted Advisor Pursuit Daily Digest"},
        # The status of the item is written otherwise than that of the event.
        {"detail": {"check-item-detail": {"status": "ERROR", "Status": "ERROR"}}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_like_an_item_is_not_told_of(changed: dict[str, Any]) -> None:
    pattern = stack(TrustedAdvisorItems="WARN").properties(ITEMS)["EventPattern"]
    assert not matches(pattern, event("Limit", **changed))


def test_the_notice_names_check_status_region_and_page() -> None:
    (target,) = stack(TrustedAdvisorItems="WARN").properties(ITEMS)["Targets"]
    assert transformed(target["InputTransformer"], event("Limit")) == [
        "Trusted Advisor, ERROR: Auto Scaling Launch Configurations",
        f"Account {ACCOUNT}. Region and resource, where the check has them: us-west-1 .",
        "https://us-east-1.console.aws.amazon.com/trustedadvisor/home",
    ]


def test_a_refresh_that_fails_is_told_of() -> None:
    rule = stack(TrustedAdvisorRefresh="ENABLED").properties(FAILED)
    detail = {"ExecutionId": "d4f1", "Definition": "baseline-RefreshTrustedAdvisorChecks", "Status": "Failed"}
    run = {
        "source": "aws.ssm",
        "detail-type": "EC2 Automation Execution Status-change Notification",
        "account": ACCOUNT,
        "region": REGION,
        "detail": detail,
    }
    assert matches(rule["EventPattern"], run)
    assert not matches(rule["EventPattern"], run | {"detail": {**detail, "Status": "Success"}})
    assert not matches(rule["EventPattern"], run | {"detail": {**detail, "Definition": "other-Refresh"}})
    (target,) = rule["Targets"]
    assert transformed(target["InputTransformer"], run)[-1] == (
        "https://us-east-1.console.aws.amazon.com/systems-manager/automation/execution/d4f1?region=us-east-1"
    )


def test_the_refresh_runs_with_a_role_that_may_do_nothing_else() -> None:
    found = stack(TrustedAdvisorRefresh="ENABLED", TrustedAdvisorRefreshSchedule="rate(12 hours)")
    association = found.properties("SSMAssociationTrustedAdvisorRefresh")
    assert association["ScheduleExpression"] == "rate(12 hours)"
    assert "IAMRoleForRefreshTrustedAdvisorChecks" in found.waits_for("SSMAssociationTrustedAdvisorRefresh")
    (policy,) = found.properties("IAMRoleForRefreshTrustedAdvisorChecks")["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == ["support:DescribeTrustedAdvisorChecks", "support:RefreshTrustedAdvisorCheck"]
