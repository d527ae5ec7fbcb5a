import pytest

from generator.articles.config_rules_cloudtrail import CONTROLS
from generator.model import Scope
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, besides_notices, made

NAME, WRITER = "config-rules-cloudtrail", "IAMRoleForTrailToCloudWatchLogs"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/baseline-trail-to-cloudwatch-logs"
TRAIL = f"arn:aws:cloudtrail:eu-west-1:{ACCOUNT}:trail/all"


def test_every_rule_has_its_resources_and_the_ones_to_notify_of_only_the_rule() -> None:
    wanted = {WRITER}
    for control in CONTROLS:
        wanted.add(f"Config{control.pascal}")
        if control.runbook is not None:
            wanted |= {f"Config{control.pascal}RemediationConfiguration", f"SSMAutomation{control.runbook.name}"}
            wanted.add(f"IAMRoleFor{control.runbook.name}")
    assert {*besides_notices(NAME)} == wanted
    assert len([control for control in CONTROLS if control.runbook is None]) == 2


def test_rules_about_the_account_are_made_at_home_and_rules_about_trails_everywhere() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    rules = {f"Config{control.pascal}" for control in CONTROLS if control.scope is Scope.REGIONAL}
    assert {*there.of_type("AWS::Config::ConfigRule")} == rules
    assert len(rules) == 3
    assert there.of_type("AWS::IAM::Role") == {}


def passed(control: str, **given: str) -> dict[str, object]:
    found = made(NAME, **given).properties(f"Config{control}RemediationConfiguration")["Parameters"]
    return {name: value["StaticValue"]["Values"][0] for name, value in found.items() if "StaticValue" in value}


def test_what_a_repair_needs_is_asked_for_and_passed() -> None:
    assert "KmsKey" not in passed("CloudTrailEncryptionEnabled")
    assert passed("CloudTrailEncryptionEnabled", TrailKmsKey="alias/trail")["KmsKey"] == "alias/trail"
    assert "TrailBucketName" not in passed("MultiRegionCloudTrailEnabled")
    for control in ("MultiRegionCloudTrailEnabled", "CloudTrailEnabled"):
        given = passed(control, NewTrailBucketName="trail-logs", NamePrefix="acme")
        assert (given["TrailBucketName"], given["TrailName"]) == ("trail-logs", "acme-multi-region")
    assert passed("CloudTrailCloudWatchLogsEnabled")["LogRole"] == ROLE


def may(role: str, action: str, resource: str = TRAIL, **context: str) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(role)["Policies"]]
    return allows(policies, Attempt(action, resource, context=context), identity=True)


def test_no_runbook_may_stop_a_trail_and_only_the_trail_that_was_made_may_be_deleted() -> None:
    for control in CONTROLS:
        if control.runbook is not None:
            role = f"IAMRoleFor{control.runbook.name}"
            assert may(role, "cloudtrail:UpdateTrail") is (control.runbook.name != "StartTrail")
            assert not may(role, "cloudtrail:StopLogging")
            assert not may(role, "cloudtrail:PutEventSelectors")
            assert not may(role, "cloudtrail:DeleteTrail")
    made_here = TRAIL.replace("trail/all", "trail/baseline-multi-region")
    for role in ("IAMRoleForRecordAllRegions", "IAMRoleForStartTrail"):
        assert may(role, "cloudtrail:DeleteTrail", made_here)


def test_the_role_that_writes_events_is_passed_to_cloudtrail_and_to_nothing_else() -> None:
    runbook, to = "IAMRoleForSendTrailToCloudWatchLogs", "iam:PassedToService"
    assert may(runbook, "iam:PassRole", ROLE, **{to: "cloudtrail.amazonaws.com"})
    assert not may(runbook, "iam:PassRole", ROLE, **{to: "ec2.amazonaws.com"})
    assert not may(runbook, "iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/admin", **{to: "cloudtrail.amazonaws.com"})


def test_the_role_that_writes_events_writes_to_log_groups_of_trails_only() -> None:
    group = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/cloudtrail/all:log-stream:1"
    assert may(WRITER, "logs:PutLogEvents", group)
    assert not may(WRITER, "logs:PutLogEvents", group.replace("/aws/cloudtrail/", "/web/"))
    assert not may(WRITER, "logs:DeleteLogStream", group)


@pytest.mark.parametrize(("account", "takes"), [(ACCOUNT, True), ("999988887777", False)])
def test_only_trails_of_this_account_take_that_role(account: str, takes: bool) -> None:
    trust = made(NAME).properties(WRITER)["AssumeRolePolicyDocument"]
    context = {"aws:SourceAccount": account, "aws:SourceArn": TRAIL.replace(ACCOUNT, account)}
    attempt = Attempt("sts:AssumeRole", "", service="cloudtrail.amazonaws.com", context=context)
    assert allows([trust], attempt) is takes


@pytest.mark.parametrize(("choice", "there"), [("DETECT", False), ("DISABLED", False), ("MANUAL", True)])
def test_that_role_comes_with_the_repair_that_passes_it(choice: str, there: bool) -> None:
    assert (WRITER in made(NAME, CloudTrailCloudWatchLogsEnabled=choice).resources) is there
