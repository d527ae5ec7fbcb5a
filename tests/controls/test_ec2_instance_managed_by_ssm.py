from generator.controls.ec2_instance_managed_by_ssm import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("SSM.1",)
    assert CONTROL.inputs == {}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Install the agent" in CONTROL.why.en
