from generator.controls.cognito_user_pool_deletion_protection_enabled import CONTROL
from generator.model import Mode, Scope


def test_no_runbook_resets_the_other_settings_of_a_pool() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Activate deletion protection in the console" in CONTROL.why.en


def test_user_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
