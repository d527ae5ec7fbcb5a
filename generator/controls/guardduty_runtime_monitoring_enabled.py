"""GuardDuty's Runtime Monitoring is on; it is billed by volume, so that it is turned on by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-runtime-monitoring-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_RUNTIME_MONITORING_ENABLED",
    title=Text("GuardDuty Runtime Monitoring is enabled", "GuardDuty の Runtime Monitoring が有効になっている"),
    why=Text(
        (
            "Threats that show only in processes and files inside instances and containers go unseen. It is billed by "
            "volume: look at its 30 day free trial, then turn it on in the GuardDuty console, for an Organization from the "
            "delegated administrator."
        ),
        (
            "インスタンスとコンテナ内のプロセスとファイルにだけ現れる脅威を検知できません。従量課金のため 30 日間の無料トライ"
            "アルで費用を確認し、GuardDuty コンソールで(Organizations では委任管理者から)有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("GuardDuty.11",), anti_patterns=(20,)),
)
