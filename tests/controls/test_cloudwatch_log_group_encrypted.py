from generator.controls.cloudwatch_log_group_encrypted import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_by_hand() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "associate-kms-key" in CONTROL.why.en
