from generator.controls.rds_snapshot_encrypted import CONTROL
from generator.model import Mode


def test_a_person_is_told_what_to_do() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "copy it with a KMS key" in CONTROL.why.en
