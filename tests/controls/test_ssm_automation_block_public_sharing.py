import pytest

from generator.controls.ssm_automation_block_public_sharing import CONTROL, SETTING, complies


@pytest.mark.parametrize(("value", "blocked"), [("Disable", True), ("Enable", False), ("", False)])
def test_sharing_is_blocked_where_it_is_disabled(value: str, blocked: bool) -> None:
    assert complies({"PublicSharing": value}, {}) is blocked


def test_the_runbook_reads_and_writes_one_setting() -> None:
    assert CONTROL.runbook is not None
    (write,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:executeAwsApi"]
    scripts = [step["inputs"] for step in CONTROL.runbook.steps if step["action"] == "aws:executeScript"]
    assert {write["inputs"]["SettingId"], *(each["InputPayload"]["Setting"] for each in scripts)} == {SETTING}
    assert write["inputs"]["SettingValue"] == "Disable"
