from generator.controls.cognito_user_pool_advanced_security_enabled import CONTROL
from generator.model import Mode, Scope


def test_who_pays_for_the_plan_decides_and_audits_before_enforcing() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert (
        "Choose the plan PLUS, which bills every user who signs in, let threat protection audit for two weeks, then"
        in CONTROL.why.en
    )


def test_an_audit_is_not_enough() -> None:
    assert CONTROL.inputs == {"SecurityMode": "ENFORCED"}


def test_user_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
