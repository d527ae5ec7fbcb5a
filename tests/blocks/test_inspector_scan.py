from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.blocks.inspector_scan import complies, enable, inspector_scan, read, restore
from tests.controls.stubbed_client import stubbed

ACCOUNT = "123456789012"
EVENTS: dict[str, Any] = {"AccountId": ACCOUNT, "Scans": {"LAMBDA": "lambda"}}
BOTH: dict[str, Any] = {"AccountId": ACCOUNT, "Scans": {"LAMBDA": "lambda", "LAMBDA_CODE": "lambdaCode"}}
FAILED = [{"accountId": ACCOUNT, "errorCode": "ACCESS_DENIED", "errorMessage": "the administrator decides"}]
LAMBDA = {"accountIds": [ACCOUNT], "resourceTypes": ["LAMBDA"]}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "inspector2") as stubber:
        yield stubber


def account(**statuses: str) -> dict[str, Any]:
    def state(status: str) -> dict[str, str]:
        return {"status": status, "errorCode": "ALREADY_ENABLED", "errorMessage": "none"}

    members = {"ec2": "DISABLED", "ecr": "DISABLED"} | statuses
    return {
        "accountId": ACCOUNT,
        "state": state("ENABLED"),
        "resourceState": {member: state(status) for member, status in members.items()},
    }


@pytest.mark.parametrize(
    ("status", "scans"),
    [("ENABLED", True), ("ENABLING", True), ("DISABLED", False), ("DISABLING", False), ("SUSPENDED", False)],
)
def test_a_scan_that_begins_counts_and_one_that_ends_does_not(service: Stubber, status: str, scans: bool) -> None:
    service.add_response("batch_get_account_status", {"accounts": [account(**{"lambda": status})]})
    assert complies(read(EVENTS), EVENTS) is scans


def test_scans_of_other_types_do_not_count(service: Stubber) -> None:
    found = account(**{"ec2": "ENABLED", "ecr": "ENABLED", "lambda": "DISABLED"})
    service.add_response("batch_get_account_status", {"accounts": [found]})
    assert read(EVENTS) == {"LAMBDA": False}


def test_a_type_that_inspector_does_not_tell_of_is_not_scanned(service: Stubber) -> None:
    service.add_response("batch_get_account_status", {"accounts": [account(**{"lambda": "ENABLED"})]})
    assert read(BOTH) == {"LAMBDA": True, "LAMBDA_CODE": False}


def test_only_what_is_missing_is_enabled(service: Stubber) -> None:
    service.add_response("batch_get_account_status", {"accounts": [account(**{"lambda": "ENABLED"})]})
    service.add_response("enable", {"accounts": []}, {"accountIds": [ACCOUNT], "resourceTypes": ["LAMBDA_CODE"]})
    enable(BOTH, None)


def test_a_scan_that_builds_on_another_brings_it_along_and_takes_it_back(service: Stubber) -> None:
    kinds = {"accountIds": [ACCOUNT], "resourceTypes": ["LAMBDA", "LAMBDA_CODE"]}
    service.add_response("batch_get_account_status", {"accounts": [account()]})
    service.add_response("enable", {"accounts": []}, kinds)
    enable(BOTH, None)
    service.add_response("disable", {"accounts": []}, kinds)
    restore(BOTH | {"Restore": ['{"LAMBDA":false,"LAMBDA_CODE":false}']}, None)
    only = {"accountIds": [ACCOUNT], "resourceTypes": ["LAMBDA_CODE"]}
    service.add_response("disable", {"accounts": []}, only)
    restore(BOTH | {"Restore": ['{"LAMBDA":true,"LAMBDA_CODE":false}']}, None)


def test_a_status_that_inspector_cannot_tell_stops_the_run(service: Stubber) -> None:
    service.add_response("batch_get_account_status", {"accounts": [], "failedAccounts": FAILED})
    with pytest.raises(ValueError, match=f"account {ACCOUNT}: ACCESS_DENIED: the administrator decides"):
        read(EVENTS)


def test_success_with_failed_accounts_is_a_failure(service: Stubber) -> None:
    service.add_response("batch_get_account_status", {"accounts": [account()]})
    service.add_response("enable", {"accounts": [], "failedAccounts": FAILED}, LAMBDA)
    with pytest.raises(ValueError, match="ACCESS_DENIED"):
        enable(EVENTS, None)
    service.add_response("disable", {"accounts": [], "failedAccounts": FAILED}, LAMBDA)
    with pytest.raises(ValueError, match="ACCESS_DENIED"):
        restore(EVENTS | {"Restore": ['{"LAMBDA":false}']}, None)


def test_a_scan_that_was_on_before_is_not_turned_off() -> None:
    restore(EVENTS | {"Restore": ['{"LAMBDA":true}']}, None)


def test_the_runbook_waits_until_the_last_of_its_scans_is_enabled() -> None:
    runbook = inspector_scan("Name", {"EC2": "ec2", "ECR": "ecr"}, "images")
    (wait,) = [step for step in runbook.steps if step["action"] == "aws:waitForAwsResourceProperty"]
    assert wait["inputs"]["PropertySelector"] == "$.accounts[0].resourceState.ecr.status"
    assert wait["inputs"]["DesiredValues"] == ["ENABLED"]
