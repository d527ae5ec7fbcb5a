from generator.controls.ec2_security_group_attached_to_eni_periodic import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("EC2.22",)
    assert CONTROL.inputs == {}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "delete it" in CONTROL.why.en
