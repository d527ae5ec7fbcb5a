"""GuardDuty's S3 Protection is on; it is billed by volume, so that it is turned on by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-s3-protection-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_S3_PROTECTION_ENABLED",
    title=Text("GuardDuty S3 Protection is enabled", "GuardDuty の S3 Protection が有効になっている"),
    why=Text(
        (
            "Threats that show only in GetObject, PutObject and other data events of buckets go unseen. It is billed by "
            "volume: look at its 30 day free trial, then turn it on in the GuardDuty console, for an Organization from the "
            "delegated administrator."
        ),
        (
            "バケットの GetObject や PutObject などのデータイベントにだけ現れる脅威を検知できません。従量課金のため 30 日間の"
            "無料トライアルで費用を確認し、GuardDuty コンソールで(Organizations では委任管理者から)有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("GuardDuty.10",), anti_patterns=(20,)),
)
