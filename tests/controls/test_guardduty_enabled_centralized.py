from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.controls.guardduty_enabled_centralized import CONTROL, complies, read, repair, restore
from tests.controls.stubbed_client import stubbed

OFF = {"Restore": ['{"Enabled":false}']}
ON = {"Restore": ['{"Enabled":true}']}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "guardduty") as stubber:
        yield stubber


def detectors(service: Stubber, *ids: str) -> None:
    service.add_response("list_detectors", {"DetectorIds": list(ids)}, {})


@pytest.mark.parametrize(("status", "watches"), [("ENABLED", True), ("DISABLED", False)])
def test_a_suspended_detector_does_not_watch(service: Stubber, status: str, watches: bool) -> None:
    detectors(service, "d1")
    service.add_response("get_detector", {"Status": status, "ServiceRole": "role"}, {"DetectorId": "d1"})
    assert complies(read({}), {}) is watches


def test_a_suspended_detector_goes_on_and_no_second_one_is_created(service: Stubber) -> None:
    detectors(service, "d1")
    service.add_response("update_detector", {}, {"DetectorId": "d1", "Enable": True})
    repair({}, None)


def test_a_detector_is_created_where_there_is_none(service: Stubber) -> None:
    detectors(service)
    service.add_response("create_detector", {"DetectorId": "d1"}, {"Enable": True})
    repair({}, None)


def test_a_repair_that_the_organization_forbids_fails(service: Stubber) -> None:
    detectors(service, "d1")
    service.add_client_error("update_detector", "BadRequestException", "not the administrator")
    with pytest.raises(Exception, match="not the administrator"):
        repair({}, None)


def test_the_way_back_suspends_and_deletes_nothing(service: Stubber) -> None:
    detectors(service, "d1")
    service.add_response("update_detector", {}, {"DetectorId": "d1", "Enable": False})
    restore(OFF, None)
    restore(ON, None)
    assert CONTROL.runbook is not None
    granted = {action.JSONrepr() for statement in CONTROL.runbook.permissions for action in statement.Action}
    assert not [action for action in granted if "Delete" in action]
