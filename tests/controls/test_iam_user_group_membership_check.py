from generator.controls.iam_user_group_membership_check import CONTROL
from generator.model import Mode, Scope


def test_a_person_knows_the_user_s_group() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Add the user to a group" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
