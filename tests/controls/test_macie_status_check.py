from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.controls.macie_status_check import CONTROL, complies, read, repair, restore
from tests.controls.stubbed_client import stubbed


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "macie2") as stubber:
        yield stubber


@pytest.mark.parametrize(("status", "at_work"), [("ENABLED", True), ("PAUSED", False)])
def test_a_paused_session_is_not_at_work(service: Stubber, status: str, at_work: bool) -> None:
    service.add_response("get_macie_session", {"status": status}, {})
    assert complies(read({}), {}) is at_work


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("AccessDeniedException", "Macie is not enabled."),
        ("ResourceNotFoundException", "The request failed because the specified resource doesn't exist."),
    ],
)
def test_macie_that_was_never_enabled_is_told_by_a_refusal(service: Stubber, code: str, message: str) -> None:
    service.add_client_error("get_macie_session", code, message)
    assert read({}) == {"Enabled": False}


def test_a_missing_right_is_not_taken_for_macie_that_is_off(service: Stubber) -> None:
    refusal = "not authorized to perform: macie2:GetMacieSession"
    service.add_client_error("get_macie_session", "AccessDeniedException", refusal)
    with pytest.raises(Exception, match="not authorized"):
        read({})


def test_a_paused_session_goes_on_with_its_settings(service: Stubber) -> None:
    service.add_response("get_macie_session", {"status": "PAUSED"}, {})
    service.add_response("update_macie_session", {}, {"status": "ENABLED"})
    repair({}, None)


def test_the_way_back_pauses_and_disables_nothing(service: Stubber) -> None:
    service.add_response("update_macie_session", {}, {"status": "PAUSED"})
    restore({"Restore": ['{"Enabled":false}']}, None)
    restore({"Restore": ['{"Enabled":true}']}, None)
    assert CONTROL.runbook is not None
    granted = {action.JSONrepr() for statement in CONTROL.runbook.permissions for action in statement.Action}
    assert not [action for action in granted if "Disable" in action]
