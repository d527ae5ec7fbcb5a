import json
import re
from typing import Any

import pytest

from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.controls.runbook_faults import _script_faults, _size_faults
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "iam-reports"
TOPIC = {"AlertTopicArn": f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"}
DOCUMENTS = ("SSMAutomationWriteCredentialReport", "SSMAutomationWriteLastAccessedReport")
SCHEDULES = {
    "SchedulerScheduleForCredentialReport": "WriteCredentialReport",
    "SchedulerScheduleForLastAccessedReport": "WriteLastAccessedReport",
}
# https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
FAILED: dict[str, Any] = {
    "version": "0",
    "id": "d290ece9-1088-4383-9df6-cd5b4ac42b99",
    "detail-type": "EC2 Automation Execution Status-change Notification",
    "source": "aws.ssm",
    "account": ACCOUNT,
    "time": "2026-11-29T19:43:35Z",
    "region": HOME,
    "resources": [f"arn:aws:ssm:{HOME}:{ACCOUNT}:automation-execution/333ba70b-2333-48db-b17e-a5e69c6f4d1c"],
    "detail": {
        "ExecutionId": "333ba70b-2333-48db-b17e-a5e69c6f4d1c",
        "Definition": "baseline-WriteCredentialReport",
        "DefinitionVersion": "1",
        "Status": "Failed",
        "EndTime": "Nov 29, 2026 7:43:25 PM",
        "StartTime": "Nov 29, 2026 7:43:23 PM",
        "Time": "1",
        "ExecutedBy": f"arn:aws:sts::{ACCOUNT}:assumed-role/baseline-iam-report-schedules/x",
    },
}


def stack(**given: Any) -> Made:
    return made(NAME, **(TOPIC | given))


def test_by_default_both_reports_are_written_once_a_week_to_a_bucket_made_here() -> None:
    default = made(NAME)
    assert {*default.of_type("AWS::Scheduler::Schedule")} == {*SCHEDULES}
    assert {each["ScheduleExpression"] for each in default.of_type("AWS::Scheduler::Schedule").values()} == {
        "cron(0 3 ? * MON *)"
    }
    assert default.outputs == {"IamReportBucketNameInUse": "made-s3foriamreports"}
    assert not default.of_type("AWS::Events::Rule") | default.of_type("AWS::CloudWatch::Alarm")


@pytest.mark.parametrize(
    ("choice", "thing"), [("CredentialReport", "Credential"), ("LastAccessedReport", "LastAccessed")]
)
def test_each_report_can_be_left_out(choice: str, thing: str) -> None:
    left = {*made(NAME, **{choice: "DISABLED"}).resources}
    assert {*made(NAME).resources} - left == {
        f"SchedulerScheduleFor{choice}",
        f"SSMAutomationWrite{thing}Report",
        f"IAMRoleForWrite{thing}Report",
    }


def test_with_neither_report_nothing_is_made() -> None:
    assert stack(CredentialReport="DISABLED", LastAccessedReport="DISABLED").resources == {}
    assert stack(region=OTHER, HomeRegion=HOME).resources == {}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_runbook_s_scripts_stand_alone_and_fit(document: str) -> None:
    content = made(NAME).properties(document)["Content"]
    assert [*_script_faults(content), *_size_faults(content)] == []
    assert {step["action"] for step in content["mainSteps"]} == {"aws:executeScript"}


@pytest.mark.parametrize(("schedule", "runbook"), SCHEDULES.items())
def test_a_schedule_starts_its_runbook_with_its_role_and_the_bucket(schedule: str, runbook: str) -> None:
    properties = stack().properties(schedule)
    assert properties["Target"]["Arn"] == "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution"
    wanted = json.loads(properties["Target"]["Input"])
    assert wanted == {
        "DocumentName": f"baseline-{runbook}",
        "Parameters": {
            "AutomationAssumeRole": [f"arn:aws:iam::{ACCOUNT}:role/baseline-{runbook}"],
            "BucketName": ["made-s3foriamreports"],
        },
    }
    content = stack().properties(f"SSMAutomation{runbook}")["Content"]
    assert {*wanted["Parameters"]} == {*content["parameters"]}
    waits = stack().waits_for(schedule)
    assert {f"IAMRoleFor{runbook}", f"SSMAutomation{runbook}", "IAMRoleForIamReportSchedules"} <= waits


def test_only_the_scheduler_for_this_group_of_this_account_takes_the_starting_role() -> None:
    (statement,) = stack().properties("IAMRoleForIamReportSchedules")["AssumeRolePolicyDocument"]["Statement"]
    group = f"arn:aws:scheduler:{HOME}:{ACCOUNT}:schedule-group/made-schedulerschedulegroupforiamreports"
    assert statement["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": group}}


@pytest.mark.parametrize("runbook", SCHEDULES.values())
def test_a_runbook_s_role_writes_under_one_prefix_of_one_bucket(runbook: str) -> None:
    for given, bucket in (({}, "made-s3foriamreports"), ({"IamReportBucketName": "our-logs"}, "our-logs")):
        (policy,) = stack(**given).properties(f"IAMRoleFor{runbook}")["Policies"]
        statements = policy["PolicyDocument"]["Statement"]
        on_buckets = [each for each in statements if "s3:" in str(each["Action"])]
        assert on_buckets == [
            {"Effect": "Allow", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket}/iam-reports/*"}
        ]


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        ("rate(1 day)", True),
        ("rate(12 hours)", True),
        ("cron(0 3 ? * MON *)", True),
        ("cron(30 6 1 * ? *)", True),
        ("cron(0 3 L * ? *)", True),
        ("rate(0 days)", False),
        ("rate(5 minutes)", False),
        ("cron(0 3 * *)", False),
        ("every day", False),
    ],
)
def test_a_schedule_is_a_rate_or_a_cron_expression(expression: str, taken: bool) -> None:
    if taken:
        assert stack(IamReportSchedule=expression).resources
    else:
        with pytest.raises(RequestRefused, match="A schedule such as"):
            stack(IamReportSchedule=expression)


def test_a_run_that_failed_is_told_and_one_that_did_not_is_not() -> None:
    rule = stack().properties("EventsRuleForIamReports")

    def heard(detail: dict[str, str], **changed: str) -> bool:
        return matches(rule["EventPattern"], {**FAILED, **changed, "detail": {**FAILED["detail"], **detail}})

    assert heard({})
    assert heard({"Definition": "baseline-WriteLastAccessedReport", "Status": "TimedOut"})
    assert not heard({"Status": "Success"})
    assert not heard({"Definition": "baseline-RevokeDefaultSecurityGroup"})
    assert not heard({}, region=OTHER)
    assert not heard({}, account="999988887777")
    (target,) = rule["Targets"]
    assert transformed(target["InputTransformer"], FAILED) == [
        "FAILURE: baseline-WriteCredentialReport, which writes a report of IAM, ended as Failed"
        f" in account {ACCOUNT}, {HOME}.",
        "See on this page which step stopped it:",
        f"https://{HOME}.console.aws.amazon.com/systems-manager/automation/execution/"
        f"333ba70b-2333-48db-b17e-a5e69c6f4d1c?region={HOME}",
    ]


def test_a_run_that_could_not_be_started_rings_an_alarm_of_the_group() -> None:
    alarm = stack().properties("CloudWatchAlarmForIamReportSchedules")
    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/Scheduler", "InvocationDroppedCount")
    assert alarm["Dimensions"] == [{"Name": "ScheduleGroup", "Value": "made-schedulerschedulegroupforiamreports"}]
    assert alarm["AlarmActions"] == [TOPIC["AlertTopicArn"]]
    assert re.search(f"account {ACCOUNT}, {HOME}", alarm["AlarmDescription"])
