"""Only HTTP and HTTPS are open to every address; the runbook revokes the inbound rules that open any other port.

https://docs.aws.amazon.com/config/latest/developerguide/vpc-sg-open-only-to-authorized-ports.html
"""

from generator.blocks.open_ports import all_but, open_ports_runbook
from generator.model import Control, Framework, Mode, Scope, Text

AUTHORIZED_TCP_PORTS = (80, 443)
"""What EC2.18 authorizes; Trusted Advisor lets 25 pass too. No UDP port is authorized."""

CONTROL = Control(
    identifier="VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
    title=Text("Only HTTP and HTTPS are open to every address", "すべてのアドレスに公開するのは HTTP と HTTPS のみ"),
    why=Text(
        "Every port that the whole internet reaches is one more service to attack; few but web servers need that.",
        "インターネット全体に公開したポートの数だけ攻撃対象が増えます。公開が必要なのは、ほぼ Web サーバーだけです。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts public access to every port but 80 and 443,"
        " for VPN, mail and game servers too; a range is revoked whole.",
        "修復すると、VPN、メール、ゲームのサーバーを含め、"
        "80 と 443 以外のポートの公開が止まります。範囲は全体を取り消します。",
    ),
    framework=Framework(
        security_hub=("EC2.18",),
        trusted_advisor=("1iG5NDGVre", "xSqX82fQu"),
        anti_patterns=(8,),
    ),
    inputs={"authorizedTcpPorts": ",".join(map(str, AUTHORIZED_TCP_PORTS))},
    runbook=open_ports_runbook(
        "RevokeUnauthorizedPublicPorts",
        "Revokes the inbound rules of a security group that open a TCP port but 80 and 443,"
        " or any UDP port, to 0.0.0.0/0 or ::/0.",
        tcp=all_but(AUTHORIZED_TCP_PORTS),
        udp=all_but(()),
    ),
)
