from generator.controls.cloudtrail_s3_dataevents_enabled import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_by_hand() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "template cloudtrail" in CONTROL.why.en
