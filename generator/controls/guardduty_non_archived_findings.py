"""GuardDuty findings are looked at in time; what one means is judged by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-non-archived-findings.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_NON_ARCHIVED_FINDINGS",
    title=Text("GuardDuty findings are handled in time", "GuardDuty の検出結果は期限内に処理されている"),
    why=Text(
        (
            "A finding that nobody reads is an attack that nobody stops. Judge each: contain what it names, then archive it, "
            "or write a suppression rule for what is expected."
        ),
        (
            "誰も読まない検出結果は、誰も止めない攻撃です。検出結果ごとに判断し、対象を封じ込めた上でアーカイブするか、想定内"
            "のものには抑制ルールを作成してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(anti_patterns=(20,)),
    inputs={"daysLowSev": "30", "daysMediumSev": "7", "daysHighSev": "1"},
)
