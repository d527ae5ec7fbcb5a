"""Ports that attackers look for are not open to every address; the runbook revokes the inbound rules that open them.

https://docs.aws.amazon.com/config/latest/developerguide/restricted-common-ports.html
"""

from generator.blocks.open_ports import open_ports_runbook
from generator.model import Control, Framework, Mode, Scope, Text

# The ports of https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19, RDP (EC2.14) among them.
HIGH_RISK_PORTS = (
    "20,21,22,23,25,110,135,143,445,1433,1434,3000,3306,3389,4333,5000,5432,5500,5601,8080,8088,8888,9200,9300"
)

CONTROL = Control(
    identifier="RESTRICTED_INCOMING_TRAFFIC",
    title=Text("High-risk ports are not open to every address", "リスクの高いポートをすべてのアドレスに公開しない"),
    why=Text(
        "Remote desktops, databases, file shares and consoles that every address reaches are what attackers try first.",
        "全アドレスに公開されたリモートデスクトップ、データベース、"
        "ファイル共有、管理画面は、最初に攻撃の対象となります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts public access to 24 ports, web servers on 3000,"
        " 5000, 8080 and 8888 included; a range that has one is revoked whole.",
        "修復すると、3000、5000、8080、8888 の Web サーバーを含む 24 ポートの公開が止まります。"
        "該当ポートを含む範囲は全体を取り消します。",
    ),
    framework=Framework(
        security_hub=("EC2.14", "EC2.19"),
        cis={"1.2.0": ("4.2",)},
        trusted_advisor=("HCP4007jGY", "nNauJisYIT"),
        anti_patterns=(8,),
    ),
    inputs={"blockedPorts": HIGH_RISK_PORTS},
    runbook=open_ports_runbook(
        "RevokePublicHighRiskPorts",
        "Revokes the inbound rules of a security group that open a high-risk TCP port to 0.0.0.0/0 or ::/0.",
        tcp=HIGH_RISK_PORTS,
    ),
)
