from generator.controls.iam_policy_blacklisted_check import CONTROL
from generator.model import Mode, Scope


def test_nobody_s_policy_is_taken_away_by_a_runbook() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Detach the policy" in CONTROL.why.en


def test_the_rule_looks_for_the_policy_of_the_title_and_not_for_its_default() -> None:
    assert CONTROL.inputs == {"policyArns": "arn:${AWS::Partition}:iam::aws:policy/AWSCloudShellFullAccess"}
    assert "AWSCloudShellFullAccess" in CONTROL.title.en
    assert CONTROL.scope is Scope.HOME
