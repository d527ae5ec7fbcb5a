from generator.controls.root_account_hardware_mfa_enabled import CONTROL
from generator.model import Mode, Scope


def test_only_root_can_register_its_key_and_a_spare_one_is_named() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Register a hardware key for root, and a spare one" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
