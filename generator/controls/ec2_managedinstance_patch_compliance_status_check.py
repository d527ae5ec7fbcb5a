"""Instances that lack patches are reported; patches are installed in a maintenance window.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-managedinstance-patch-compliance-status-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK",
    title=Text("Every managed instance has its patches", "すべてのマネージドインスタンスにパッチが適用されている"),
    why=Text(
        "A hole that has a patch is attacked within days of its publication."
        " Run AWS-RunPatchBaseline with Install in a maintenance window: it may restart the instance.",
        "修正済みの脆弱性は、公開から数日で攻撃されます。"
        "メンテナンスウィンドウで AWS-RunPatchBaseline の Install を実行してください(再起動することがあります)。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SSM.2",), anti_patterns=(13,)),
)
