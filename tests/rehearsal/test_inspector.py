from typing import Any

import pytest

from generator.articles.inspector import SCANS
from generator.automation import SimulatedClock, run
from generator.blocks.account_setting import enforced
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.control_run import JudgedGate
from generator.rehearsal.deployed_runbook import of_association
from generator.rehearsal.service_doubles.inspector_scans import EVERY_TYPE, resource_states
from generator.rehearsal.stack import Stack

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
CAPABILITIES = ["CAPABILITY_NAMED_IAM"]
FILTERS = {
    "baseline-suppress-severities",
    "baseline-suppress-without-fix",
    "baseline-suppress-tag",
    "baseline-suppress-vulnerabilities",
}
ALL = {
    **{f"Enforce{control.pascal}": "AUTOMATIC" for control in SCANS},
    "CisScan": "LEVEL_1",
    "SuppressedSeverities": "LOW",
    "SuppressedWithoutFix": "ENABLED",
    "SuppressedTagKey": "stage",
    "SuppressedTagValue": "test",
    "SuppressedVulnerability1": "CVE-2024-29069",
    "SuppressedVulnerability3": "CVE-2024-6119",
}


def deployed(account: StrictAccount, name: str, region: str = HOME, **given: str) -> Stack:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    values = committed_parameters(name)
    values |= {"AlertTopicArn": topic} if "AlertTopicArn" in values else {}
    made = launch(account, name, region, REGIONS, values | given)
    assert made.stack is not None, made.refused
    assert made.green, [str(event) for event in made.stack.failures]
    return made.stack


def client(account: StrictAccount, service: str, region: str = HOME) -> Any:
    return account.account_region(region).client(service)


def scanned(account: StrictAccount, region: str) -> set[str]:
    states = resource_states(account.account_region(region).session, account.account_id)
    return {kind for kind, state in states.items() if state["status"] == "ENABLED"}


def test_with_everything_on_two_regions_scan_suppress_and_listen(account: StrictAccount) -> None:
    stacks = [deployed(account, "inspector", region, **ALL) for region in REGIONS]
    for region in REGIONS:
        # moto knows an account only once something was asked of it.
        client(account, "inspector2", region).disable(accountIds=[account.account_id], resourceTypes=[*EVERY_TYPE])
        place = account.account_region(region)
        outcomes = []
        for control in SCANS:
            found = of_association(f"baseline-{enforced(control).rule_name}", place)
            given = {**found.parameters, "AccountId": account.account_id}
            gate, clock = JudgedGate(place), SimulatedClock()
            done = run(found.document, given, session=place.session, region=region, gate=gate, clock=clock)
            assert done.status == "Success", (control.identifier, done.failure, done.faults)
            outcomes.append(done.outputs["Plan.Outcome"])
        assert set(outcomes) <= {"REPAIRED", "UNCHANGED"}
        assert scanned(account, region) == {"ec2", "ecr", "lambda", "lambdaCode"}
        inspector = client(account, "inspector2", region)
        assert {each["name"] for each in inspector.list_filters()["filters"]} == FILTERS
        (scan,) = inspector.list_cis_scan_configurations()["scanConfigurations"]
        assert (scan["scanName"], scan["securityLevel"]) == ("baseline-cis", "LEVEL_1")
        assert len(client(account, "events", region).list_rules()["Rules"]) == 2
    for region, stack in zip(REGIONS, stacks, strict=True):
        account.delete_stack(stack.name, region=region)
        assert stack.status == "DELETE_COMPLETE", stack.failures
        inspector = client(account, "inspector2", region)
        assert inspector.list_filters()["filters"] == []
        assert inspector.list_cis_scan_configurations()["scanConfigurations"] == []
        # What was turned on goes on: an association ends, its work stays.
        assert scanned(account, region) == {"ec2", "ecr", "lambda", "lambdaCode"}


def test_a_changed_filter_and_a_changed_scan_are_updated_in_place(account: StrictAccount) -> None:
    stack = deployed(account, "inspector", **ALL)
    inspector = client(account, "inspector2")
    before = {each["name"]: each["arn"] for each in inspector.list_filters()["filters"]}
    (scan,) = inspector.list_cis_scan_configurations()["scanConfigurations"]
    given = ALL | {"SuppressedSeverities": "INFORMATIONAL", "CisScan": "LEVEL_2", "CisScanInterval": "DAILY"}
    account.update_stack(stack.name, parameters=committed_parameters("inspector") | given, capabilities=CAPABILITIES)
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    after = {each["name"]: each for each in inspector.list_filters()["filters"]}
    assert {name: each["arn"] for name, each in after.items()} == before
    found = after["baseline-suppress-severities"]["criteria"]["severity"]
    assert [each["value"] for each in found] == ["INFORMATIONAL"]
    (changed,) = inspector.list_cis_scan_configurations()["scanConfigurations"]
    assert changed["scanConfigurationArn"] == scan["scanConfigurationArn"]
    assert (changed["securityLevel"], {*changed["schedule"]}) == ("LEVEL_2", {"daily"})


@pytest.mark.parametrize("other", ["account-settings", "config-rules-security-services"])
def test_it_stands_beside_another_article_about_the_same_scans(account: StrictAccount, other: str) -> None:
    for name in ("service-linked-roles", "config") if other.startswith("config-") else ():
        deployed(account, name)
    parameters = committed_parameters(other)
    chosen = {name: "AUTOMATIC" for name in parameters if "Inspector" in name and name != "InspectorAlertSeverity"}
    assert len(chosen) >= 3
    deployed(account, other, **chosen)
    deployed(account, "inspector", **ALL)


def test_images_are_scanned_by_inspector_in_two_regions_and_still_are_when_the_stack_is_gone(
    account: StrictAccount,
) -> None:
    given = {"EcrScanning": "ENHANCED", "EcrScanContinuously1": "prod*"}
    for region in REGIONS:
        stack = deployed(account, "ecr-scanning", region, **given)
        assert len(client(account, "events", region).list_rules()["Rules"]) == 2
        account.delete_stack(stack.name, region=region)
        assert stack.status == "DELETE_COMPLETE", stack.failures
        found = client(account, "ecr", region).get_registry_scanning_configuration()["scanningConfiguration"]
        assert (found["scanType"], len(found["rules"])) == ("ENHANCED", 2)
        assert scanned(account, region) == {"ecr"}


def test_a_registry_that_somebody_configured_is_not_taken_over_but_left(account: StrictAccount) -> None:
    filters = [{"filter": "mine", "filterType": "WILDCARD"}]
    ours: Any = {"scanType": "BASIC", "rules": [{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": filters}]}
    client(account, "ecr").put_registry_scanning_configuration(**ours)
    refused = launch(account, "ecr-scanning", HOME, REGIONS)
    assert refused.stack is not None
    assert not refused.green
    assert "already exists" in str(refused.stack.failures[0])
    account.delete_stack(refused.stack.name)
    deployed(account, "ecr-scanning", EcrScanning="EXISTING")
    assert client(account, "ecr").get_registry_scanning_configuration()["scanningConfiguration"] == ours


def test_ecr_refuses_a_continuous_scan_that_is_basic_and_the_same_frequency_twice(account: StrictAccount) -> None:
    ecr = client(account, "ecr")
    filters = [{"filter": "*", "filterType": "WILDCARD"}]
    continuous: Any = {"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": filters}
    for kind, rules in (("BASIC", [continuous]), ("ENHANCED", [continuous, continuous])):
        with pytest.raises(ecr.exceptions.InvalidParameterException):
            ecr.put_registry_scanning_configuration(scanType=kind, rules=rules)
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=[continuous])
