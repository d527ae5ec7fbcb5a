"""Security groups that open SSH: by port, in ranges, over IPv6, with all traffic; and ones that do not."""

from generator.rehearsal.scenario import Scenario
from generator.rehearsal.scenario_open_ports import case

SCENARIO = Scenario(
    (
        case(
            "port 22 beside a web server",
            opened=("tcp 22 0.0.0.0/0 bastion owner=network", "tcp 22 ::/0"),
            kept=("tcp 443 0.0.0.0/0", "tcp 443 ::/0", "tcp 22 192.0.2.0/24 office", "tcp 22 2001:db8::/32"),
        ),
        case(
            "ranges and all traffic",
            opened=("tcp 0-65535 0.0.0.0/0", "tcp 20-25 ::/0", "-1 0.0.0.0/0", "-1 ::/0"),
            kept=("-1 10.0.0.0/8", "tcp 23-24 0.0.0.0/0", "udp 22 0.0.0.0/0", "icmp 0.0.0.0/0"),
        ),
        case("restricted already", kept=("tcp 22 192.0.2.0/24", "tcp 80 0.0.0.0/0")),
        case("no inbound rule"),
        case("exempt by its tag", opened=("tcp 22 0.0.0.0/0",), exempt=True),
    )
)
