import pytest

from generator.blocks.open_ports import opens
from generator.controls.vpc_sg_open_only_to_authorized_ports import CONTROL


@pytest.mark.parametrize(
    ("protocol", "first", "last", "closed"),
    [
        ("tcp", 80, 80, False),
        ("tcp", 443, 443, False),
        ("tcp", 79, 80, True),
        ("tcp", 443, 444, True),
        ("tcp", 80, 443, True),
        ("tcp", 25, 25, True),
        ("tcp", 0, 0, True),
        ("tcp", 65535, 65535, True),
        ("udp", 443, 443, True),
        ("-1", -1, -1, True),
        ("icmp", -1, -1, False),
    ],
)
def test_only_http_and_https_may_be_open(protocol: str, first: int, last: int, closed: bool) -> None:
    assert CONTROL.runbook is not None
    events = CONTROL.runbook.steps[0]["inputs"]["InputPayload"]
    rule = {"IsEgress": False, "IpProtocol": protocol, "FromPort": first, "ToPort": last, "CidrIpv6": "::/0"}
    assert opens(rule, events) is closed


def test_the_rule_authorizes_what_the_runbook_leaves_open() -> None:
    assert CONTROL.inputs == {"authorizedTcpPorts": "80,443"}
