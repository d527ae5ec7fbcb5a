from generator.controls.vpc_network_acl_unused_check import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("EC2.16",)
    assert CONTROL.inputs == {}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "delete it" in CONTROL.why.en
