from generator.controls.root_account_mfa_enabled import CONTROL
from generator.model import Mode, Scope


def test_only_root_can_register_its_device() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Sign in as root and register" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
