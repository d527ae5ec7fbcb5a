from generator.blocks.open_ports import opens
from generator.controls.restricted_incoming_traffic import CONTROL, HIGH_RISK_PORTS

# What Trusted Advisor shows red for a port that is open to every address (HCP4007jGY).
RED = (20, 21, 22, 1433, 1434, 3306, 3389, 4333, 5432, 5500)


def closes(port: int, protocol: str = "tcp") -> bool:
    assert CONTROL.runbook is not None
    events = CONTROL.runbook.steps[0]["inputs"]["InputPayload"]
    public = {"IsEgress": False, "IpProtocol": protocol, "CidrIpv4": "0.0.0.0/0"}
    return opens({**public, "FromPort": port, "ToPort": port}, events)


def test_the_rule_asks_for_the_ports_that_the_runbook_closes() -> None:
    assert CONTROL.inputs == {"blockedPorts": HIGH_RISK_PORTS}
    ports = [int(port) for port in HIGH_RISK_PORTS.split(",")]
    assert len(ports) == len(set(ports)) == 24
    assert all(map(closes, ports))


def test_what_trusted_advisor_shows_red_is_closed_and_web_ports_are_not() -> None:
    assert all(map(closes, RED))
    assert not any(map(closes, (80, 443, 25565)))
    assert not closes(3389, "udp")
