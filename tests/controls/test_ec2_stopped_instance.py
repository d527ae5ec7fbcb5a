from generator.controls.ec2_stopped_instance import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("EC2.4",)
    assert CONTROL.inputs == {"AllowedDays": "30"}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "terminate it" in CONTROL.why.en
