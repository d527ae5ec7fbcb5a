import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.model import BadInput
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.control_report import ControlReport
from generator.rehearsal.control_run import ControlRun, rehearse_cases
from generator.rehearsal.scenario import Case, Ends, Scenario, Session, scenario_of

RULE = "S3_BUCKET_VERSIONING_ENABLED"
ROLE: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetBucketTagging", "s3:PutBucketTagging"], "Resource": "arn:aws:s3:::*"}
    ],
}
ASSUMED = {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}
TRUST = {"Version": "2012-10-17", "Statement": [ASSUMED]}
# The state of a bucket is its only tag: "open" violates, "closed" complies.
SCRIPT = """
import json
import boto3

def tag(client, bucket):
    return client.get_bucket_tagging(Bucket=bucket)["TagSet"][0]["Value"]

def put(client, bucket, value):
    client.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "state", "Value": value}]})

def handle(events, context):
    client = boto3.client("s3")
    bucket, restore, dry = events["Bucket"], "".join(events["Restore"]), events["DryRun"]
    before = tag(client, bucket)
    if before == "locked":
        raise ValueError("a locked bucket is left alone")
    answer = {"Before": [before]}
    wanted = restore or "closed"
    if before == wanted:
        return {**answer, "Outcome": "UNCHANGED"}
    if dry:
        return {**answer, "Outcome": "PREVIEW"}
    put(client, bucket, wanted)
    return {**answer, "Outcome": "RESTORED" if restore else "REPAIRED"}
"""


def document(script: str) -> str:
    inputs = {"Bucket": "{{ Bucket }}", "DryRun": "{{ DryRun }}", "Restore": "{{ Restore }}"}
    step = {
        "name": "Plan",
        "action": "aws:executeScript",
        "inputs": {"Runtime": "python3.11", "Handler": "handle", "Script": script, "InputPayload": inputs},
        "outputs": [
            {"Name": "Outcome", "Selector": "$.Payload.Outcome", "Type": "String"},
            {"Name": "Before", "Selector": "$.Payload.Before", "Type": "StringList"},
        ],
    }
    return json.dumps(
        {
            "schemaVersion": "0.3",
            "assumeRole": "{{ AutomationAssumeRole }}",
            "parameters": {
                "AutomationAssumeRole": {"type": "String"},
                "Bucket": {"type": "String"},
                "DryRun": {"type": "Boolean", "default": True},
                "Restore": {"type": "StringList", "default": []},
            },
            "mainSteps": [step],
            "outputs": ["Plan.Outcome", "Plan.Before"],
        }
    )


def bucket(name: str, value: str) -> Callable[[Session], str]:
    def make(session: Session) -> str:
        s3 = session.client("s3")
        s3.create_bucket(Bucket=name)
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "state", "Value": value}]})
        return name

    return make


def state(session: Session, name: str) -> str:
    return str(session.client("s3").get_bucket_tagging(Bucket=name)["TagSet"][0]["Value"])


def case(name: str, value: str, ends: Ends = Ends.REPAIRED, refusal: str = "", **more: Any) -> Case:
    return Case(
        name=name,
        make=bucket(name, value),
        state=state,
        compliant=lambda session, made: state(session, made) == "closed",
        ends=ends,
        refusal=refusal,
        **more,
    )


OPEN = case("open-bucket", "open")
CLOSED = case("closed-bucket", "closed", Ends.UNCHANGED)
LOCKED = case("locked-bucket", "locked", Ends.REFUSED, "a locked bucket is left alone")


def deploy(account: StrictAccount, content: str, role: dict[str, Any]) -> ControlRun:
    """The role, the document, the rule and its remediation, as a template would make them."""
    session: Any = account.session()
    iam, config = session.client("iam"), session.client("config")
    arn = iam.create_role(RoleName="runbook", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    iam.put_role_policy(RoleName="runbook", PolicyName="one", PolicyDocument=json.dumps(role))
    session.client("ssm").create_document(
        Name="Close", DocumentType="Automation", DocumentFormat="JSON", Content=content
    )
    service_role = iam.create_service_linked_role(AWSServiceName="config.amazonaws.com")["Role"]["Arn"]
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": service_role})
    source = {"Owner": "AWS", "SourceIdentifier": RULE}
    config.put_config_rule(ConfigRule={"ConfigRuleName": "closed", "Source": source})
    values = {"AutomationAssumeRole": arn, "DryRun": "false"}
    parameters: dict[str, Any] = {name: {"StaticValue": {"Values": [value]}} for name, value in values.items()}
    parameters["Bucket"] = {"ResourceValue": {"Value": "RESOURCE_ID"}}
    config.put_remediation_configurations(
        RemediationConfigurations=[
            {"ConfigRuleName": "closed", "TargetType": "SSM_DOCUMENT", "TargetId": "Close", "Parameters": parameters}
        ]
    )
    return ControlRun(RULE, "by-hand", account.account_region())


def rehearsed(
    account: StrictAccount, *cases: Case, old: str = "", new: str = "", role: dict[str, Any] | None = None
) -> ControlReport:
    assert old in SCRIPT
    script = SCRIPT.replace(old, new) if old else SCRIPT
    return rehearse_cases(deploy(account, document(script), role or ROLE), Scenario(cases))


def test_a_sound_runbook_is_green(account: StrictAccount) -> None:
    report = rehearsed(account, OPEN, CLOSED, LOCKED)
    assert report.green, "\n".join(report.lines())
    assert [(phase.name, phase.outcome) for phase in report.phases] == [
        ("preview", "PREVIEW"),
        ("repair", "REPAIRED"),
        ("repeat", "UNCHANGED"),
        ("preview of restore", "PREVIEW"),
        ("restore", "RESTORED"),
        ("repair", "UNCHANGED"),
        ("repair", "FAILED"),
    ]
    assert [(phase.before, phase.after) for phase in report.phases][1] == ("open", "closed")
    assert report.used == ("s3:GetBucketTagging", "s3:PutBucketTagging")
    assert [str(call) for call in report.phases[1].calls] == [
        "Plan: s3:GetBucketTagging",
        "Plan: s3:PutBucketTagging",
    ]


@pytest.mark.parametrize(
    ("old", "new", "phase", "complaint"),
    [
        ("if dry:", "if dry:\n        put(client, bucket, 'closed')", "preview", "it changed the resource"),
        ("if dry:", "if dry:\n        put(client, bucket, before)", "preview", "Plan called s3:PutBucketTagging"),
        ('"PREVIEW"', '"UNCHANGED"', "preview", "the outcome is UNCHANGED, not PREVIEW"),
        ("    put(client, bucket, wanted)", "    pass", "repair", "it changed nothing"),
        ('restore or "closed"', 'restore or "half"', "repair", "the resource is not compliant"),
        ("if before == wanted:", "if False:", "repeat", "the outcome is REPAIRED, not UNCHANGED"),
        (
            "put(client, bucket, wanted)",
            "put(client, bucket, wanted + 'x' * bool(restore))",
            "restore",
            "is not what it was",
        ),
        ("put(client, bucket, wanted)", "restore or put(client, bucket, wanted)", "restore", "it changed nothing"),
        ('"RESTORED" if restore', '"REPAIRED" if restore', "restore", "the outcome is REPAIRED, not RESTORED"),
        ('{"Before": [before]}', '{"Before": []}', "preview of restore", "the outcome is UNCHANGED, not PREVIEW"),
        ("before = tag", "client.head_bucket(Bucket=bucket)\n    before = tag", "preview", "s3:ListBucket"),
        ("before = tag", "before = tags", "preview", "step Plan: NameError"),
    ],
)
def test_a_runbook_that_does_something_else_is_reported_in_its_phase(
    account: StrictAccount, old: str, new: str, phase: str, complaint: str
) -> None:
    report = rehearsed(account, OPEN, old=old, new=new)
    assert not report.green
    (wrong,) = [each for each in report.phases if each.complaint]
    assert (wrong.name, wrong.resource) == (phase, "open-bucket")
    assert complaint in wrong.complaint
    assert report.phases[-1] is wrong
    assert report.lines()[-2:] == [f"    WRONG: {wrong.complaint}", "  RED"]


@pytest.mark.parametrize(
    ("planted", "old", "new", "complaint"),
    [
        (CLOSED, '"UNCHANGED"', '"REPAIRED"', "the outcome is REPAIRED, not UNCHANGED"),
        (
            CLOSED,
            "before = tag",
            "put(client, bucket, 'x')\n    before = tag",
            "the outcome is REPAIRED, not UNCHANGED",
        ),
        (
            CLOSED,
            "if before == wanted:",
            "if before == wanted:\n        put(client, bucket, 'x')",
            "it changed the resource",
        ),
        (LOCKED, "raise ValueError", "print", "the runbook did not refuse"),
        (LOCKED, "a locked bucket", "this bucket", "it failed for another reason"),
        (LOCKED, "raise ValueError", "put(client, bucket, 'x')\n        raise ValueError", "it changed the resource"),
    ],
)
def test_an_edge_that_ends_otherwise_is_reported(
    account: StrictAccount, planted: Case, old: str, new: str, complaint: str
) -> None:
    report = rehearsed(account, planted, OPEN, old=old, new=new)
    first = next(phase for phase in report.phases if phase.case == planted.name)
    assert complaint in first.complaint
    assert not report.green


def test_a_case_that_violates_nothing_is_reported(account: StrictAccount) -> None:
    report = rehearsed(account, case("closed-bucket", "closed"))
    assert [phase.complaint for phase in report.phases] == ["the case does not violate the control"]


def test_a_case_that_cannot_be_undone_is_not_restored(account: StrictAccount) -> None:
    report = rehearsed(account, case("open-bucket", "open", restores=False))
    assert report.green, report.lines()
    assert [phase.name for phase in report.phases] == ["preview", "repair", "repeat"]


def test_one_wrong_case_does_not_hide_the_next(account: StrictAccount) -> None:
    other = case("other-bucket", "open")
    report = rehearsed(account, OPEN, other, old="    put(client, bucket, wanted)", new="    pass")
    assert [phase.case for phase in report.phases if phase.complaint] == ["open-bucket", "other-bucket"]


def test_what_is_granted_in_vain_is_reported_where_nothing_else_is_wrong(account: StrictAccount) -> None:
    (statement,) = ROLE["Statement"]
    more = {**ROLE, "Statement": [{**statement, "Action": [*statement["Action"], "s3:GetBucketAcl", "s3:GetBucketP*"]}]}
    report = rehearsed(account, OPEN, role=more)
    assert report.unused == ("s3:GetBucketAcl", "s3:GetBucketP*", "s3:GetBucketP* (wildcard)")
    assert not report.green


def test_nothing_rehearsed_is_not_green() -> None:
    assert not ControlReport("A", "b", "us-east-1").green


def test_a_refusal_without_words_is_no_case() -> None:
    with pytest.raises(BadInput, match="case locked: a refusal and its words go together"):
        case("locked", "locked", Ends.REFUSED)


def test_a_control_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match="there is no such control"):
        scenario_of(RULE + "_X")
