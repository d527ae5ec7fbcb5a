"""Amazon Inspector scans container images in ECR; the runbook turns the scan on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/inspector-ecr-scan-enabled.html
"""

from generator.blocks.inspector_scan import DANGER, inspector_scan
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="INSPECTOR_ECR_SCAN_ENABLED",
    title=Text("Amazon Inspector scans container images", "Amazon Inspector がコンテナイメージをスキャンする"),
    why=Text(
        "An image that was clean when it was pushed is vulnerable a month later; only a new scan of it tells.",
        "プッシュ時に問題のないイメージにも後から脆弱性が見つかります。再スキャンしなければ分かりません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=DANGER,
    framework=Framework(security_hub=("Inspector.2",), anti_patterns=(17,)),
    runbook=inspector_scan("EnableInspectorEcrScan", {"ECR": "ecr"}, "container images in ECR"),
)
