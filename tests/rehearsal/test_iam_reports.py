import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.automation import Execution, SimulatedClock, run
from generator.permissions.gate import Gate
from generator.permissions.unused import unused_actions
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.control_run import JudgedGate
from generator.rehearsal.service_doubles.last_accessed import uses
from generator.rehearsal.stack import Stack

NAME = "iam-reports"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
CREDENTIALS, ACCESSED = "SchedulerScheduleForCredentialReport", "SchedulerScheduleForLastAccessedReport"
POLICY = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}
USED = datetime(2026, 5, 1, tzinfo=UTC)


def deployed(account: StrictAccount, region: str = HOME, **given: str) -> Stack:
    ran = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | given)
    assert ran.stack is not None, ran.refused
    assert ran.green, [str(event) for event in ran.stack.failures]
    return ran.stack


def request(account: StrictAccount, stack: Stack, schedule: str) -> dict[str, Any]:
    """What the scheduler asks of Systems Manager."""
    scheduler = account.session().client("scheduler")
    group = stack.resources["SchedulerScheduleGroupForIamReports"].physical_id
    found = scheduler.get_schedule(GroupName=group, Name=stack.resources[schedule].physical_id)
    wanted: dict[str, Any] = json.loads(found["Target"]["Input"])
    return wanted


def scheduled(account: StrictAccount, stack: Stack, schedule: str, gate: Gate | None = None) -> Execution:
    """The run that the schedule starts, held to the policies of the runbook's role."""
    place, wanted = account.account_region(HOME), request(account, stack, schedule)
    text = place.client("ssm").get_document(Name=wanted["DocumentName"], DocumentFormat="JSON")["Content"]
    given = {name: values[0] for name, values in wanted["Parameters"].items()}
    gate = gate or JudgedGate(place)
    return run(text, given, session=place.session, region=HOME, gate=gate, clock=SimulatedClock())


def objects(account: StrictAccount, bucket: str) -> dict[str, bytes]:
    s3 = account.session().client("s3")
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def bucket_of(stack: Stack) -> str:
    return str(stack.outputs["IamReportBucketNameInUse"].value)


@pytest.mark.parametrize("schedule", [CREDENTIALS, ACCESSED])
def test_a_role_is_granted_what_its_runbook_calls_and_nothing_else(account: StrictAccount, schedule: str) -> None:
    stack, gate = deployed(account), JudgedGate(account.account_region(HOME))
    iam = account.session().client("iam")
    iam.create_user(UserName="ann")
    iam.create_group(GroupName="people")
    iam.create_policy(PolicyName="own", PolicyDocument=json.dumps(POLICY))
    execution = scheduled(account, stack, schedule, gate)
    assert execution.status == "Success", execution.failure
    assert all(decision.allowed for decision in gate.decisions)
    role = request(account, stack, schedule)["Parameters"]["AutomationAssumeRole"][0]
    grants = unused_actions(gate.policies(role), gate.decisions)
    assert (tuple(grants.never_used), tuple(grants.wildcards)) == ((), ())


def test_the_credential_report_is_made_and_lies_in_the_bucket_as_csv(account: StrictAccount) -> None:
    stack = deployed(account)
    account.session().client("iam").create_user(UserName="ann")
    execution = scheduled(account, stack, CREDENTIALS)
    assert execution.status == "Success", execution.failure
    ((key, body),) = objects(account, bucket_of(stack)).items()
    assert key == f"iam-reports/{account.account_id}/credential-report/2015/02/02/20150202T200202Z.csv"
    assert [row["user"] for row in csv.DictReader(io.StringIO(body.decode()))] == ["ann"]
    assert execution.outputs == {"Write.Object": f"s3://{bucket_of(stack)}/{key}"}
    # The first answer is that the report is being made.
    assert [call.operation for call in execution.calls if call.operation == "GenerateCredentialReport"] == [
        "GenerateCredentialReport",
        "GenerateCredentialReport",
    ]


def lines(account: StrictAccount, stack: Stack) -> dict[str, list[dict[str, Any]]]:
    found = objects(account, bucket_of(stack))
    return {
        key.rpartition("-")[2].removesuffix(".jsonl"): [json.loads(line) for line in body.decode().splitlines()]
        for key, body in found.items()
        if "/last-accessed/" in key
    }


def test_the_last_use_of_every_service_is_a_line_over_all_pages(account: StrictAccount) -> None:
    stack, place = deployed(account), account.account_region(HOME)
    user = place.client("iam").create_user(UserName="ann")["User"]["Arn"]
    uses(place, user, "ec2", "iam", "s3", when=USED)
    execution = scheduled(account, stack, ACCESSED)
    assert execution.status == "Success", execution.failure
    found = lines(account, stack)
    assert {*found} == {"users", "groups", "roles", "policies"}
    assert [(row["service"], row["lastAuthenticated"]) for row in found["users"]] == [
        *((service, "2026-05-01T00:00:00+00:00") for service in ("ec2", "iam", "s3")),
        ("sts", None),
    ]
    assert {row["arn"] for row in found["users"]} == {user}
    assert found["groups"] == []
    assert {row["arn"].rpartition("/")[2] for row in found["roles"]} == {
        "baseline-WriteCredentialReport",
        "baseline-WriteLastAccessedReport",
        "baseline-iam-report-schedules",
    }


def test_more_entities_than_a_page_holds_are_all_read(account: StrictAccount) -> None:
    stack, iam = deployed(account), account.session().client("iam")
    for number in range(105):
        iam.create_user(UserName=f"user-{number:03}")
    assert scheduled(account, stack, ACCESSED).status == "Success"
    assert len({row["arn"] for row in lines(account, stack)["users"]}) == 105


def test_a_step_that_runs_out_of_time_writes_what_it_has_and_the_others_go_on(
    account: StrictAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack, iam = deployed(account), account.session().client("iam")
    iam.create_user(UserName="ann")
    monkeypatch.setattr("generator.rehearsal.service_doubles.last_accessed.LAG", 10_000)
    execution = scheduled(account, stack, ACCESSED)
    assert execution.status == "Failed"
    assert "0 of 1 users in 540 seconds" in str(execution.failure)
    assert {record.name: record.status for record in execution.steps} == {
        "Users": "Failed",
        "Groups": "Success",
        "Roles": "Failed",
        "Policies": "Success",
    }
    keys = [key.rpartition("Z-")[2] for key in objects(account, bucket_of(stack))]
    assert sorted(keys) == ["groups.jsonl", "policies.jsonl", "roles-partial.jsonl", "users-partial.jsonl"]


def test_a_report_that_is_never_made_ends_the_run(account: StrictAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = deployed(account)
    monkeypatch.setattr("moto.iam.models.IAMBackend.report_generated", lambda backend: False)
    execution = scheduled(account, stack, CREDENTIALS)
    assert execution.status == "Failed"
    assert "no credential report after 9 minutes" in str(execution.failure)
    assert objects(account, bucket_of(stack)) == {}


def test_a_named_bucket_is_written_to_and_none_is_made(account: StrictAccount) -> None:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="our-logs")
    stack = deployed(account, IamReportBucketName="our-logs")
    assert scheduled(account, stack, CREDENTIALS).status == "Success"
    assert len(objects(account, "our-logs")) == 1
    assert [each["Name"] for each in s3.list_buckets()["Buckets"]] == ["our-logs"]


@pytest.mark.parametrize("schedule", [CREDENTIALS, ACCESSED])
def test_the_scheduler_s_role_starts_the_runbook_and_passes_its_role_and_no_other(
    account: StrictAccount, schedule: str
) -> None:
    stack, place = deployed(account), account.account_region(HOME)
    wanted = request(account, stack, schedule)
    gate, role = Gate(place.session), f"arn:aws:iam::{account.account_id}:role/baseline-iam-report-schedules"
    gate.check(role, "ssm", "StartAutomationExecution", wanted, HOME)
    assert {decision.action for decision in gate.decisions} == {"ssm:StartAutomationExecution", "iam:PassRole"}
    other = {**wanted, "DocumentName": "AWS-StopEC2Instance"}
    with pytest.raises(ClientError, match="not authorized to perform: ssm:StartAutomationExecution"):
        gate.check(role, "ssm", "StartAutomationExecution", other, HOME)
    admin = {"AutomationAssumeRole": [f"arn:aws:iam::{account.account_id}:role/Administrator"]}
    with pytest.raises(ClientError, match="not authorized to perform: iam:PassRole"):
        gate.check(role, "ssm", "StartAutomationExecution", {**wanted, "Parameters": admin}, HOME)


def test_another_region_makes_nothing(account: StrictAccount) -> None:
    deployed(account)
    assert deployed(account, OTHER).resources == {}


def test_a_changed_schedule_and_a_report_less_are_brought_by_an_update(account: StrictAccount) -> None:
    stack = deployed(account)
    before = stack.resources[ACCESSED].physical_id
    changed = {"IamReportSchedule": "rate(1 day)", "CredentialReport": "DISABLED"}
    account.update_stack(stack.name, parameters=changed, capabilities=["CAPABILITY_NAMED_IAM"])
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert stack.resources[ACCESSED].physical_id == before
    (left,) = account.session().client("scheduler").list_schedules()["Schedules"]
    assert left["Name"] == before
