import json
from pathlib import Path
from typing import Any

import pytest

from generator import registry
from generator.articles.inspector import CIS_TAG, SCANS
from generator.blocks.account_setting import association_id, enforced
from generator.blocks.inspector_findings import SEVERITIES
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, document, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "inspector"
REGION = "eu-central-1"
EVENTS = json.loads((Path(__file__).parents[1] / "events/samples/inspector.json").read_text("utf-8"))["events"]
TOPIC = {"AlertTopicArn": f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"}
ON = {f"Enforce{control.pascal}": "AUTOMATIC" for control in SCANS}
NAMED = {"AWS::SSM::Association": "AssociationName", "AWS::SSM::Document": "Name", "AWS::IAM::Role": "RoleName"}


def event(name: str, **detail: Any) -> dict[str, Any]:
    found = EVENTS[name]
    return {**found, "account": ACCOUNT, "detail": {**found["detail"], "awsAccountId": ACCOUNT, **detail}}


def rule(**given: str) -> dict[str, Any]:
    return made(NAME, region=REGION, **(TOPIC | given)).properties("EventsRuleForInspectorFindings")


def names(stack: Made) -> set[tuple[str, str]]:
    return {(kind, each[key]) for kind, key in NAMED.items() for each in stack.of_type(kind).values()}


def test_by_default_nothing_is_made() -> None:
    assert made(NAME).resources == {}


def test_each_scan_has_an_association_a_runbook_and_a_role() -> None:
    wanted = set()
    for control in SCANS:
        runbook = enforced(control).runbook
        assert runbook is not None
        wanted |= {association_id(control), f"SSMAutomation{runbook.name}", f"IAMRoleFor{runbook.name}"}
    assert {*made(NAME, **ON).resources} == wanted


def test_a_scan_can_be_chosen_alone() -> None:
    stack = made(NAME, EnforceInspectorLambdaCodeScan="PREVIEW")
    (association,) = stack.of_type("AWS::SSM::Association").values()
    assert association["Parameters"]["DryRun"] == ["true"]
    assert association["AssociationName"] == "baseline-inspector-lambda-code-scan"
    assert len(stack.resources) == 3


@pytest.mark.parametrize("other", ["account-settings", "config-rules-security-services"])
def test_no_name_and_no_logical_id_is_that_of_another_article_about_the_same_scans(other: str) -> None:
    chosen = {
        name: "AUTOMATIC"
        for name, body in document(other)["Parameters"].items()
        if "AUTOMATIC" in body.get("AllowedValues", ())
    }
    foreign, own = made(other, **chosen), made(NAME, **ON)
    assert foreign.of_type("AWS::SSM::Document")
    assert not names(foreign) & names(own)
    assert not foreign.resources.keys() & own.resources.keys()


def test_the_scans_are_all_those_of_which_there_is_a_control() -> None:
    known = {name.removesuffix("_ENABLED") for name in registry.controls() if name.startswith("INSPECTOR_")}
    assert {control.identifier for control in SCANS} == known


def test_another_region_scans_with_the_roles_of_the_home_region() -> None:
    stack = made(NAME, region=OTHER, HomeRegion=HOME, **ON)
    assert stack.of_type("AWS::IAM::Role") == {}
    assert len(stack.of_type("AWS::SSM::Association")) == len(SCANS)


@pytest.mark.parametrize("region", ["cn-north-1", "cn-northwest-1", "ap-southeast-6"])
def test_where_there_is_no_inspector_there_is_only_an_ear_for_what_is_not_run(region: str) -> None:
    given = {"CisScan": "LEVEL_1", "SuppressedSeverities": "LOW", "SuppressedWithoutFix": "ENABLED"}
    given |= {"SuppressedTagKey": "x", "SuppressedVulnerability1": "CVE-2024-1", "HomeRegion": REGION}
    topic = f"arn:aws:sns:{region}:{ACCOUNT}:alerts"
    assert made(NAME, region=region, **ON, **given).resources == {}
    heard = made(NAME, region=region, AlertTopicArn=topic, **ON, **given).resources
    assert {*heard} <= {"EventsRuleForInspectorRepairs"}


def test_a_finding_from_the_chosen_severity_upwards_is_told_of() -> None:
    for place, lowest in enumerate(SEVERITIES):
        pattern = rule(InspectorAlertSeverity=lowest)["EventPattern"]
        told = [each for each in SEVERITIES if matches(pattern, event("InstanceReachable", severity=each))]
        assert told == list(SEVERITIES[: place + 1])
    assert matches(rule()["EventPattern"], event("ImagePackage", severity="HIGH"))
    assert not matches(rule()["EventPattern"], event("ImagePackage", severity="MEDIUM"))


@pytest.mark.parametrize("status", ["CLOSED", "SUPPRESSED"])
def test_what_is_closed_or_suppressed_is_not_told_of(status: str) -> None:
    pattern = rule(InspectorAlertSeverity="INFORMATIONAL")["EventPattern"]
    assert matches(pattern, event("ImagePackage"))
    assert not matches(pattern, event("ImagePackage", status=status))
    assert not matches(pattern, event("InstancePackageClosed"))


@pytest.mark.parametrize(
    "changed",
    [
        {"account": "444455556666"},
        {"region": "eu-west-1"},
        {"source": "aws.inspector"},
        {"detail-type": "Inspector2 Scan"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_comes_from_elsewhere_is_not_told_of(changed: dict[str, str]) -> None:
    pattern = rule(InspectorAlertSeverity="INFORMATIONAL")["EventPattern"]
    assert not matches(pattern, event("InstanceReachable") | changed)
    assert not matches(pattern, event("InstanceScanComplete") | {"region": REGION})


def test_the_notice_names_severity_resource_account_region_and_page() -> None:
    (target,) = rule()["Targets"]
    assert transformed(target["InputTransformer"], event("InstanceReachable")) == [
        "Amazon Inspector, MEDIUM: Port 22 is reachable from an Internet Gateway - TCP",
        f"AWS_EC2_INSTANCE i-12345678901234567 in account {ACCOUNT}, {REGION}.",
        "Finding arn:aws:inspector2:eu-central-1:123456789012:finding/9abc5f3a76093eeb2ad420fdf9c011ab",
        f"https://{REGION}.console.aws.amazon.com/inspector/v2/home?region={REGION}#/findings/all",
    ]


def test_there_is_no_rule_without_a_topic() -> None:
    assert made(NAME, **ON).of_type("AWS::Events::Rule") == {}


@pytest.mark.parametrize(
    ("interval", "schedule"),
    [
        ("DAILY", {"Daily": {"StartTime": {"TimeOfDay": "03:00", "TimeZone": "UTC"}}}),
        ("WEEKLY", {"Weekly": {"Days": ["TUE"], "StartTime": {"TimeOfDay": "03:00", "TimeZone": "UTC"}}}),
        ("MONTHLY", {"Monthly": {"Day": "TUE", "StartTime": {"TimeOfDay": "03:00", "TimeZone": "UTC"}}}),
    ],
)
def test_a_cis_scan_has_one_schedule_and_is_of_this_account(interval: str, schedule: dict[str, Any]) -> None:
    stack = made(NAME, CisScan="LEVEL_2", CisScanInterval=interval, CisScanDay="TUE", CisScanTagValue="yes")
    assert stack.of_type("AWS::InspectorV2::CisScanConfiguration") == {
        "InspectorCisScanConfiguration": {
            "ScanName": "baseline-cis",
            "SecurityLevel": "LEVEL_2",
            "Schedule": schedule,
            "Targets": {"AccountIds": ["SELF"], "TargetResourceTags": {CIS_TAG: ["yes"]}},
        }
    }
    assert len(stack.resources) == 1


def criteria(**given: str) -> dict[str, Any]:
    (found,) = made(NAME, **given).of_type("AWS::InspectorV2::Filter").values()
    assert found["FilterAction"] == "SUPPRESS"
    assert found["Name"].startswith("baseline-suppress-")
    wanted: dict[str, Any] = found["FilterCriteria"]
    return wanted


def test_each_choice_suppresses_by_one_filter() -> None:
    def equal(*values: str) -> list[dict[str, str]]:
        return [{"Comparison": "EQUALS", "Value": value} for value in values]

    assert criteria(SuppressedSeverities="INFORMATIONAL") == {"Severity": equal("INFORMATIONAL")}
    assert criteria(SuppressedSeverities="LOW") == {"Severity": equal("INFORMATIONAL", "LOW")}
    assert criteria(SuppressedWithoutFix="ENABLED") == {"FixAvailable": equal("NO")}
    assert criteria(SuppressedVulnerability2="CVE-2024-1") == {"VulnerabilityId": equal("CVE-2024-1")}
    tag = {"Comparison": "EQUALS", "Key": "stage"}
    assert criteria(SuppressedTagKey="stage") == {"ResourceTags": [tag]}
    assert criteria(SuppressedTagKey="stage", SuppressedTagValue="test") == {"ResourceTags": [{**tag, "Value": "test"}]}
    assert made(NAME, SuppressedTagValue="test").resources == {}
