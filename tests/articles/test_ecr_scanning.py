import json
from pathlib import Path
from typing import Any

import pytest

from tests.articles.evaluation import ACCOUNT, made
from tests.events.input_transformer import transformed
from tests.events.pattern import matches

NAME = "ecr-scanning"
SAMPLES = Path(__file__).parents[1] / "events/samples"
EVENTS = {
    name: body
    for file in ("ecr", "inspector")
    for name, body in json.loads((SAMPLES / f"{file}.json").read_text("utf-8"))["events"].items()
}
CONFIGURATION = "ECRRegistryScanningConfiguration"
BASIC, SCAN, FINDINGS = "EventsRuleForEcrBasicScan", "EventsRuleForEcrEnhancedScan", "EventsRuleForEcrFindings"


def event(name: str, **detail: Any) -> dict[str, Any]:
    found = EVENTS[name]
    return {**found, "account": ACCOUNT, "detail": {**found["detail"], **detail}}


def rules(region: str, **given: str) -> dict[str, dict[str, Any]]:
    topic = f"arn:aws:sns:{region}:{ACCOUNT}:alerts"
    return made(NAME, region=region, AlertTopicArn=topic, **given).of_type("AWS::Events::Rule")


def hears(what: dict[str, Any], region: str, **given: str) -> set[str]:
    return {name for name, rule in rules(region, **given).items() if matches(rule["EventPattern"], what)}


def configuration(**given: str) -> dict[str, Any]:
    return made(NAME, **given).properties(CONFIGURATION)


def rule(frequency: str, *filters: str) -> dict[str, Any]:
    return {
        "ScanFrequency": frequency,
        "RepositoryFilters": [{"Filter": each, "FilterType": "WILDCARD"} for each in filters],
    }


def test_by_default_every_image_is_scanned_free_of_charge_when_it_is_pushed() -> None:
    assert {*made(NAME).resources} == {CONFIGURATION}
    assert configuration() == {"ScanType": "BASIC", "Rules": [rule("SCAN_ON_PUSH", "*")]}


def test_basic_scans_have_no_continuous_rule() -> None:
    found = configuration(EcrScanOnPush1="a", EcrScanOnPush3="c", EcrScanContinuously1="*")
    assert found == {"ScanType": "BASIC", "Rules": [rule("SCAN_ON_PUSH", "a", "c")]}


def test_enhanced_scans_have_both() -> None:
    found = configuration(EcrScanning="ENHANCED", EcrScanContinuously1="prod*", EcrScanContinuously2="live")
    wanted = [rule("SCAN_ON_PUSH", "*"), rule("CONTINUOUS_SCAN", "prod*", "live")]
    assert found == {"ScanType": "ENHANCED", "Rules": wanted}


def test_a_frequency_without_a_filter_has_no_rule() -> None:
    assert configuration(EcrScanOnPush1="")["Rules"] == []
    found = configuration(EcrScanning="ENHANCED", EcrScanOnPush1="", EcrScanContinuously3="live")
    assert found["Rules"] == [rule("CONTINUOUS_SCAN", "live")]


@pytest.mark.parametrize("region", ["cn-north-1", "ap-southeast-6"])
def test_a_region_without_inspector_scans_basic_and_tells_of_that(region: str) -> None:
    given = {"EcrScanning": "ENHANCED", "EcrScanContinuously1": "*"}
    found = made(NAME, region=region, **given).properties(CONFIGURATION)
    assert found == {"ScanType": "BASIC", "Rules": [rule("SCAN_ON_PUSH", "*")]}
    assert {*rules(region, **given)} == {BASIC}


def test_the_configuration_stays_when_the_stack_goes() -> None:
    body = made(NAME).resources[CONFIGURATION]
    assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_existing_leaves_the_registry_and_listens_to_both_ways_of_scanning() -> None:
    assert made(NAME, EcrScanning="EXISTING").resources == {}
    assert {*rules("us-east-1", EcrScanning="EXISTING")} == {BASIC, SCAN, FINDINGS}
    assert {*rules("us-east-1", EcrScanning="BASIC")} == {BASIC}
    assert {*rules("us-east-1", EcrScanning="ENHANCED")} == {SCAN, FINDINGS}
    assert {*rules("us-east-1", EcrScanning="ENHANCED", EcrFindings="DISABLED")} == {SCAN}


@pytest.mark.parametrize(
    ("lowest", "told"),
    [("CRITICAL", {"CRITICAL"}), ("HIGH", {"CRITICAL", "HIGH"}), ("MEDIUM", {"CRITICAL", "HIGH", "MEDIUM"})],
)
def test_a_scan_is_told_of_where_it_finds_something_of_the_chosen_severity(lowest: str, told: set[str]) -> None:
    given = {"EcrScanning": "EXISTING", "EcrAlertSeverity": lowest}
    for severity in ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED", "TOTAL"):
        counts = {"finding-severity-counts": {severity: 1}}
        heard = severity in told
        assert hears(event("BasicScan", **counts), "us-east-1", **given) == ({BASIC} if heard else set())
        assert hears(event("EnhancedScan", **counts), "us-east-2", **given) == ({SCAN} if heard else set())


def test_a_scan_without_findings_is_not_told_of() -> None:
    for counts in ({}, {"CRITICAL": 0, "HIGH": 0, "MEDIUM": 0, "TOTAL": 0}):
        given = {"finding-severity-counts": counts}
        assert hears(event("BasicScan", **given), "us-east-1", EcrScanning="EXISTING") == set()
        assert hears(event("EnhancedScan", **given), "us-east-2", EcrScanning="EXISTING") == set()


@pytest.mark.parametrize(
    ("name", "region"),
    [("FrequencyChange", "us-east-1"), ("ImagePush", "us-west-2"), ("InstanceScanComplete", "us-east-1")],
)
def test_what_is_no_scan_of_an_image_is_not_told_of(name: str, region: str) -> None:
    assert hears(event(name), region, EcrScanning="EXISTING", EcrAlertSeverity="MEDIUM") == set()


def test_findings_are_those_of_images() -> None:
    given = {"EcrScanning": "ENHANCED", "EcrAlertSeverity": "MEDIUM"}
    assert hears(event("ImagePackage"), "eu-central-1", **given) == {FINDINGS}
    assert hears(event("InstanceReachable"), "eu-central-1", **given) == set()
    assert hears(event("ImagePackage", status="CLOSED"), "eu-central-1", **given) == set()
    assert hears(event("ImagePackage"), "eu-central-1", EcrScanning="ENHANCED") == set()


@pytest.mark.parametrize("changed", [{"account": "444455556666"}, {"region": "eu-west-1"}, {"source": "aws.other"}])
@pytest.mark.parametrize(
    ("name", "region"), [("BasicScan", "us-east-1"), ("EnhancedScan", "us-east-2"), ("ImagePackage", "eu-central-1")]
)
def test_what_comes_from_elsewhere_is_not_told_of(name: str, region: str, changed: dict[str, str]) -> None:
    given = {"EcrScanning": "EXISTING", "EcrAlertSeverity": "MEDIUM"}
    assert len(hears(event(name), region, **given)) == 1
    assert hears(event(name) | changed, region, **given) == set()


def test_the_notices_name_repository_image_account_region_and_page() -> None:
    (target,) = rules("us-east-1")[BASIC]["Targets"]
    assert transformed(target["InputTransformer"], event("BasicScan")) == [
        "The scan of an image in my-repo found: critical (10), high (), medium (9); empty is none.",
        f"Image sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234 in account {ACCOUNT}, us-east-1.",
        "https://us-east-1.console.aws.amazon.com/ecr/private-registry/repositories?region=us-east-1",
    ]
    (target,) = rules("us-gov-west-1", EcrScanning="ENHANCED")[SCAN]["Targets"]
    lines = transformed(target["InputTransformer"], event("EnhancedScan"))
    assert "critical (7), high (61), medium (62)" in lines[0]
    assert lines[2].startswith("https://us-gov-west-1.console.amazonaws-us-gov.com/")
