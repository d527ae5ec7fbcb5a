from generator.controls.iam_root_access_key_check import CONTROL
from generator.model import Mode, Scope


def test_only_root_can_delete_its_key() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Sign in as root and delete it" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
