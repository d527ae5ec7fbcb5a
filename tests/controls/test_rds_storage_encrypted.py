from generator.controls.rds_storage_encrypted import CONTROL
from generator.model import Mode


def test_a_person_is_told_what_to_do() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "restore a new instance from the copy" in CONTROL.why.en
