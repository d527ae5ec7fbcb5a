"""Amazon Inspector scans Lambda functions; the runbook turns the scan on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-standard-scan-enabled.html
"""

from generator.blocks.inspector_scan import DANGER, inspector_scan
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED",
    title=Text("Amazon Inspector scans Lambda functions", "Amazon Inspector が Lambda 関数をスキャンする"),
    why=Text(
        "AWS keeps the runtime of a function up to date, but not the packages that are deployed with it.",
        "AWS は関数のランタイムを更新しますが、一緒にデプロイしたパッケージは更新しません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=DANGER,
    framework=Framework(security_hub=("Inspector.4",), anti_patterns=(19,)),
    runbook=inspector_scan("EnableInspectorLambdaScan", {"LAMBDA": "lambda"}, "Lambda functions and layers"),
)
