from generator.controls.cognito_identity_pool_unauth_access_check import CONTROL
from generator.model import Mode, Scope


def test_guest_access_is_deactivated_by_a_person_who_asked_the_owner() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Ask the owner of the app who uses it without signing in; deactivate guest access" in CONTROL.why.en


def test_identity_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
