from generator.controls.ec2_managedinstance_patch_compliance_status_check import CONTROL
from generator.model import Mode


def test_it_is_reported_with_what_to_do_and_never_repaired() -> None:
    assert CONTROL.framework.security_hub == ("SSM.2",)
    assert CONTROL.inputs == {}
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "AWS-RunPatchBaseline" in CONTROL.why.en
