"""GuardDuty's Lambda Protection is on; it is billed by volume, so that it is turned on by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-lambda-protection-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_LAMBDA_PROTECTION_ENABLED",
    title=Text("GuardDuty Lambda Protection is enabled", "GuardDuty の Lambda Protection が有効になっている"),
    why=Text(
        (
            "Threats that show only in the network activity of Lambda functions go unseen. It is billed by volume: look at "
            "its 30 day free trial, then turn it on in the GuardDuty console, for an Organization from the delegated "
            "administrator."
        ),
        (
            "Lambda 関数のネットワークアクティビティにだけ現れる脅威を検知できません。従量課金のため 30 日間の無料トライアル"
            "で費用を確認し、GuardDuty コンソールで(Organizations では委任管理者から)有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("GuardDuty.6",), anti_patterns=(20,)),
)
