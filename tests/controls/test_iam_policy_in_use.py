from generator.controls.iam_policy_in_use import CONTROL
from generator.model import Mode, Scope


def test_no_role_is_created_for_strangers_to_take() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Attach AWSSupportAccess to the role of your responders" in CONTROL.why.en


def test_the_account_is_checked_once() -> None:
    assert CONTROL.scope is Scope.HOME


def test_the_rule_is_asked_for_what_the_title_says() -> None:
    assert CONTROL.inputs == {
        "policyARN": "arn:${AWS::Partition}:iam::aws:policy/AWSSupportAccess",
        "policyUsageType": "ANY",
    }
