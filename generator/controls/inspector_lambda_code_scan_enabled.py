"""Amazon Inspector scans the code of Lambda functions; the runbook turns the scan on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html
https://docs.aws.amazon.com/inspector/latest/user/scanning_resources_lambda_code.html
"""

from generator.blocks.inspector_scan import inspector_scan
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="INSPECTOR_LAMBDA_CODE_SCAN_ENABLED",
    title=Text(
        "Amazon Inspector scans the code of Lambda functions", "Amazon Inspector が Lambda 関数のコードをスキャンする"
    ),
    why=Text(
        "A scan of packages does not see what the function's own code does wrong: injections, leaks, weak cryptography.",
        "パッケージのスキャンでは、関数自身のコードにあるインジェクション、情報漏えい、弱い暗号は見つかりません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair starts a service that is billed by what it scans, after a trial; its findings quote your code, secrets in it included.",
        "修復により、スキャン対象に応じて課金されるサービスが開始されます(試用期間後)。検出結果にはコードの一部が、含まれる秘密情報とともに引用されます。",
    ),
    framework=Framework(security_hub=("Inspector.3",), anti_patterns=(19,)),
    # Inspector scans code only where it scans packages too.
    runbook=inspector_scan(
        "EnableInspectorLambdaCodeScan",
        {"LAMBDA": "lambda", "LAMBDA_CODE": "lambdaCode"},
        "the packages and the code of Lambda functions",
    ),
)
