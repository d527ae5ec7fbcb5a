from generator.controls.security_account_information_provided import CONTROL
from generator.model import Mode, Scope


def test_nobody_but_the_user_knows_the_contact() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Enter an alternate security contact" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
