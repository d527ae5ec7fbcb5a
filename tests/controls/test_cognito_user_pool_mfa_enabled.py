from generator.controls.cognito_user_pool_mfa_enabled import CONTROL
from generator.model import Mode, Scope


def test_nobody_is_locked_out_by_a_runbook() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Enable MFA with authenticator apps as optional, let users register one, then require it" in CONTROL.why.en


def test_user_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
