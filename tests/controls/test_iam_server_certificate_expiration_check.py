from generator.controls.iam_server_certificate_expiration_check import CONTROL
from generator.model import Mode, Scope


def test_a_certificate_is_moved_before_it_is_deleted() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Move to Certificate Manager, then delete the old one" in CONTROL.why.en


def test_the_rule_is_where_aws_has_it_wherever_home_is() -> None:
    assert CONTROL.scope is Scope.REGIONAL
