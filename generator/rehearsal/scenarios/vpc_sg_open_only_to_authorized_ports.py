"""Security groups that open more than HTTP and HTTPS: other ports, ranges around them, UDP, all traffic; and ones that do not."""

from generator.rehearsal.scenario import Scenario
from generator.rehearsal.scenario_open_ports import case

SCENARIO = Scenario(
    (
        case(
            "other ports beside a web server",
            opened=("tcp 25 0.0.0.0/0 mail owner=it", "tcp 79 ::/0", "tcp 81 0.0.0.0/0", "udp 443 0.0.0.0/0"),
            kept=("tcp 80 0.0.0.0/0", "tcp 443 ::/0", "tcp 25 192.0.2.0/24", "udp 53 10.0.0.0/8"),
        ),
        case(
            "ranges and all traffic",
            opened=("tcp 80-443 0.0.0.0/0", "tcp 443-444 ::/0", "-1 0.0.0.0/0"),
            kept=("-1 10.0.0.0/8", "icmp 0.0.0.0/0"),
        ),
        case("web server", kept=("tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 443 ::/0")),
        case("exempt by its tag", opened=("udp 1194 0.0.0.0/0",), exempt=True),
    )
)
