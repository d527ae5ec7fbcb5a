from generator.controls.incoming_ssh_disabled import CONTROL
from generator.model import Mode


def test_ssh_is_tcp_22_and_a_person_decides() -> None:
    assert CONTROL.runbook is not None
    closed = [(each["ClosedTcpPorts"], each["ClosedUdpPorts"]) for each in payloads()]
    assert closed == [("22", "")] * 5
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None


def payloads() -> list[dict[str, str]]:
    assert CONTROL.runbook is not None
    return [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
