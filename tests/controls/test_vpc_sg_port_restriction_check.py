from generator.blocks.open_ports import opens
from generator.controls.vpc_sg_port_restriction_check import CONTROL


def test_the_rule_and_the_runbook_agree_on_ports_protocols_and_addresses() -> None:
    assert CONTROL.runbook is not None
    events = CONTROL.runbook.steps[0]["inputs"]["InputPayload"]
    assert CONTROL.inputs == {"restrictPorts": "22,3389", "protocolType": "ALL", "ipType": "ALL"}
    for source in ({"CidrIpv4": "0.0.0.0/0"}, {"CidrIpv6": "::/0"}):
        for protocol in ("tcp", "udp"):
            for port in range(4000):
                rule = {"IsEgress": False, "IpProtocol": protocol, "FromPort": port, "ToPort": port, **source}
                assert opens(rule, events) is (port in (22, 3389))
