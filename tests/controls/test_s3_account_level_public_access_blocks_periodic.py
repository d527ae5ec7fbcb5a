import pytest

from generator.controls.s3_account_level_public_access_blocks_periodic import CONTROL, SETTINGS, complies, read
from generator.model import Mode, Scope
from tests.controls.stubbed_client import stubbed

EVENTS = {"AccountId": "123456789012", "Settings": list(SETTINGS)}
ALL = dict.fromkeys(SETTINGS, True)


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_of_the_four_settings_counts(setting: str) -> None:
    assert complies({"PublicAccessBlock": ALL}, EVENTS)
    assert not complies({"PublicAccessBlock": {**ALL, setting: False}}, EVENTS)
    assert not complies({"PublicAccessBlock": None}, EVENTS)


def test_the_rule_demands_what_the_runbook_turns_on() -> None:
    assert CONTROL.runbook is not None
    (write,) = [step["inputs"] for step in CONTROL.runbook.steps if step["action"] == "aws:executeAwsApi"]
    assert write["PublicAccessBlockConfiguration"] == {name: value == "True" for name, value in CONTROL.inputs.items()}
    assert write["PublicAccessBlockConfiguration"] == ALL


def test_an_account_that_cannot_be_read_is_no_account_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3control") as s3control:
        s3control.add_client_error("get_public_access_block", "AccessDenied")
        with pytest.raises(Exception, match="AccessDenied"):
            read(EVENTS)


def test_it_is_repaired_once_per_account_and_by_a_person() -> None:
    assert CONTROL.scope is Scope.HOME
    assert CONTROL.mode is Mode.APPROVE
