from generator.controls.cloud_trail_log_file_validation_enabled import CONTROL, complies
from generator.model import Mode


def test_only_validation_that_is_on_complies() -> None:
    assert complies({"LogFileValidationEnabled": True}, {})
    assert not complies({"LogFileValidationEnabled": False}, {})


def test_it_may_run_unattended_and_breaks_nothing() -> None:
    assert CONTROL.mode is Mode.AUTO
    assert CONTROL.danger is None
