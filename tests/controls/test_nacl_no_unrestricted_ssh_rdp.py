from generator.controls.nacl_no_unrestricted_ssh_rdp import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("EC2.21",)
    assert CONTROL.inputs == {}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Deny 22 and 3389" in CONTROL.why.en
