"""SSH and RDP are not open to every address, over TCP or UDP; the runbook revokes the inbound rules that open them.

https://docs.aws.amazon.com/config/latest/developerguide/vpc-sg-port-restriction-check.html
"""

from generator.blocks.open_ports import open_ports_runbook
from generator.model import Control, Framework, Mode, Scope, Text

ADMINISTRATION_PORTS = "22,3389"

CONTROL = Control(
    identifier="VPC_SG_PORT_RESTRICTION_CHECK",
    title=Text(
        "Remote administration ports are not open to every address", "リモート管理ポートをすべてのアドレスに公開しない"
    ),
    why=Text(
        "SSH and RDP open to every IPv4 or IPv6 address are attacked without pause;"
        " one weak password hands over the server.",
        "全 IPv4・IPv6 アドレスに公開した SSH と RDP は絶えず攻撃され、弱いパスワード 1 つでサーバーを奪われます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts SSH and RDP from addresses that have no rule of their own;"
        " a range or all traffic that has 22 or 3389 is revoked whole.",
        "修復すると、個別のルールがないアドレスからの SSH と RDP が遮断されます。"
        "22 か 3389 を含む範囲や全トラフィックは全体を取り消します。",
    ),
    framework=Framework(
        security_hub=("EC2.53", "EC2.54"),
        cis={"3.0.0": ("5.2", "5.3"), "5.0.0": ("5.3", "5.4")},
        trusted_advisor=("HCP4007jGY",),
        anti_patterns=(8,),
    ),
    inputs={"restrictPorts": ADMINISTRATION_PORTS, "protocolType": "ALL", "ipType": "ALL"},
    runbook=open_ports_runbook(
        "RevokePublicAdministrationPorts",
        "Revokes the inbound rules of a security group that open SSH or RDP (TCP or UDP 22,"
        " 3389) to 0.0.0.0/0 or ::/0.",
        tcp=ADMINISTRATION_PORTS,
        udp=ADMINISTRATION_PORTS,
    ),
)
