"""Amazon Inspector scans EC2 instances; the runbook turns the scan on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/inspector-ec2-scan-enabled.html
"""

from generator.blocks.inspector_scan import DANGER, inspector_scan
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="INSPECTOR_EC2_SCAN_ENABLED",
    title=Text("Amazon Inspector scans EC2 instances", "Amazon Inspector が EC2 インスタンスをスキャンする"),
    why=Text(
        "Software is found to be vulnerable after it was installed; without scans nobody learns on which instances.",
        "脆弱性はインストール後に見つかります。スキャンしなければ、どのインスタンスが該当するか分かりません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=DANGER,
    framework=Framework(security_hub=("Inspector.1",), anti_patterns=(19,)),
    # Instances without an agent are scanned with the rights of a second role.
    runbook=inspector_scan("EnableInspectorEc2Scan", {"EC2": "ec2"}, "EC2 instances", "agentless.inspector2"),
)
