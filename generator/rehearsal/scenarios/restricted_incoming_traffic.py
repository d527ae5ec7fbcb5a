"""Security groups that open high-risk ports: alone, in ranges, over IPv6, with all traffic; and ones that do not."""

from generator.rehearsal.scenario import Scenario
from generator.rehearsal.scenario_open_ports import case

SCENARIO = Scenario(
    (
        case(
            "RDP and a database beside a web server",
            opened=("tcp 3389 0.0.0.0/0 desktop owner=it", "tcp 5432 ::/0", "tcp 8080 0.0.0.0/0"),
            kept=("tcp 443 0.0.0.0/0", "tcp 3389 192.0.2.0/24", "udp 3389 0.0.0.0/0"),
        ),
        case(
            "ranges and all traffic",
            opened=("tcp 1024-65535 0.0.0.0/0", "tcp 9000-9200 ::/0", "-1 ::/0"),
            kept=("tcp 9201-9299 0.0.0.0/0", "-1 192.0.2.0/24"),
        ),
        case("web server", kept=("tcp 80 0.0.0.0/0", "tcp 443 ::/0")),
        case("exempt by its tag", opened=("tcp 3389 0.0.0.0/0",), exempt=True),
    )
)
