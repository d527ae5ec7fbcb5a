from generator.controls.mfa_enabled_for_iam_console_access import CONTROL
from generator.model import Mode, Scope


def test_only_the_user_can_register_a_device() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Let the user register a device, or take the password away" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
