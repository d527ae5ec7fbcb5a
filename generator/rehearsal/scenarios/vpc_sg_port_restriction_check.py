"""Security groups that open SSH or RDP over TCP or UDP: by port, in ranges, over IPv6, with all traffic; and ones that do not."""

from generator.rehearsal.scenario import Scenario
from generator.rehearsal.scenario_open_ports import case

SCENARIO = Scenario(
    (
        case(
            "SSH and RDP of both protocols",
            opened=("tcp 22 0.0.0.0/0", "tcp 3389 ::/0 desktop owner=it", "udp 3389 0.0.0.0/0", "udp 22 ::/0"),
            kept=("tcp 22 192.0.2.0/24", "udp 3389 2001:db8::/32", "tcp 443 0.0.0.0/0"),
        ),
        case(
            "ranges and all traffic",
            opened=("tcp 3000-4000 0.0.0.0/0", "udp 0-65535 ::/0", "-1 0.0.0.0/0"),
            kept=("-1 10.0.0.0/8", "tcp 23-3388 0.0.0.0/0"),
        ),
        case("restricted already", kept=("tcp 22 192.0.2.0/24", "tcp 443 ::/0")),
        case("exempt by its tag", opened=("tcp 3389 0.0.0.0/0",), exempt=True),
    )
)
