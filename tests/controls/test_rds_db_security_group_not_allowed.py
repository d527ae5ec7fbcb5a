from generator.controls.rds_db_security_group_not_allowed import CONTROL
from generator.model import Mode


def test_a_person_is_told_what_to_do() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "see that no DB instance uses it" in CONTROL.why.en
