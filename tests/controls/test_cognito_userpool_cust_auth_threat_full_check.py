from generator.controls.cognito_userpool_cust_auth_threat_full_check import CONTROL
from generator.model import Mode, Scope


def test_who_pays_for_the_plan_decides_and_audits_before_enforcing() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert (
        "to audit, then to full function; it needs the plan PLUS, which bills every user who signs in" in CONTROL.why.en
    )


def test_user_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
