from generator.controls.iam_policy_no_statements_with_admin_access import CONTROL
from generator.model import Mode, Scope


def test_a_policy_is_rewritten_by_its_owner_and_a_boundary_is_none() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Replace the statement by the actions that are used" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME


def test_the_rule_is_asked_for_what_the_title_says() -> None:
    assert CONTROL.inputs == {"excludePermissionBoundaryPolicy": "true"}
