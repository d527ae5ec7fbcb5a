"""GuardDuty's RDS Protection is on; it is billed by volume, so that it is turned on by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-rds-protection-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_RDS_PROTECTION_ENABLED",
    title=Text("GuardDuty RDS Protection is enabled", "GuardDuty の RDS Protection が有効になっている"),
    why=Text(
        (
            "Threats that show only in logins to Aurora and RDS databases go unseen. It is billed by volume: look at its 30 "
            "day free trial, then turn it on in the GuardDuty console, for an Organization from the delegated administrator."
        ),
        (
            "Aurora と RDS データベースへのログインにだけ現れる脅威を検知できません。従量課金のため 30 日間の無料トライアルで"
            "費用を確認し、GuardDuty コンソールで(Organizations では委任管理者から)有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("GuardDuty.9",), anti_patterns=(20,)),
)
