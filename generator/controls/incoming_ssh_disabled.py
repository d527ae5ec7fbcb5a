"""Nobody but chosen addresses reaches SSH; the runbook revokes the inbound rules that open port 22 to every address.

https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html
"""

from generator.blocks.open_ports import open_ports_runbook
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="INCOMING_SSH_DISABLED",
    title=Text("SSH is not open to every address", "SSH をすべてのアドレスに公開しない"),
    why=Text(
        "Port 22 open to every address is scanned within minutes, and one stolen key or weak password lets anybody in.",
        "ポート 22 を全アドレスに公開すると数分で探索され、鍵やパスワードが 1 つ漏れるだけで侵入されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts SSH from addresses that have no rule of their own;"
        " a range or all traffic that has port 22 is revoked whole.",
        "修復すると、個別のルールがないアドレスからの SSH が遮断されます。"
        "ポート 22 を含む範囲や全トラフィックのルールは全体を取り消します。",
    ),
    framework=Framework(
        security_hub=("EC2.13",),
        cis={"1.2.0": ("4.1",)},
        trusted_advisor=("HCP4007jGY",),
        anti_patterns=(8,),
    ),
    runbook=open_ports_runbook(
        "RevokePublicSsh",
        "Revokes the inbound rules of a security group that open SSH (TCP 22) to 0.0.0.0/0 or ::/0.",
        tcp="22",
    ),
)
