from generator.controls.inspector_ec2_scan_enabled import CONTROL
from generator.model import Mode


def test_it_is_about_its_own_type_in_every_step() -> None:
    assert CONTROL.runbook is not None
    payloads = [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
    assert {tuple(each["Scans"].items()) for each in payloads} == {(("EC2", "ec2"),)}


def test_inspector_may_make_the_roles_that_this_scan_needs() -> None:
    assert CONTROL.runbook is not None
    condition = CONTROL.runbook.permissions[-1].Condition.JSONrepr()
    wanted = [f"{service}.amazonaws.com" for service in ["inspector2", "agentless.inspector2"]]
    assert condition == {"StringEquals": {"iam:AWSServiceName": wanted}}


def test_a_service_that_costs_money_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "billed" in CONTROL.danger.en
