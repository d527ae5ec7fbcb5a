from generator.controls.iam_no_inline_policy_check import CONTROL
from generator.model import Mode, Scope


def test_inline_policies_of_users_groups_and_roles_are_moved_by_hand() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Make managed policies of them" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME
