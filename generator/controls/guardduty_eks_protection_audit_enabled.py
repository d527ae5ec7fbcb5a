"""GuardDuty's EKS Audit Log Monitoring is on; it is billed by volume, so that it is turned on by hand.

https://docs.aws.amazon.com/config/latest/developerguide/guardduty-eks-protection-audit-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="GUARDDUTY_EKS_PROTECTION_AUDIT_ENABLED",
    title=Text(
        "GuardDuty EKS Audit Log Monitoring is enabled",
        "GuardDuty の EKS Audit Log Monitoring が有効になっている",
    ),
    why=Text(
        (
            "Threats that show only in the audit logs of EKS clusters go unseen. It is billed by volume: look at its 30 day "
            "free trial, then turn it on in the GuardDuty console, for an Organization from the delegated administrator."
        ),
        (
            "EKS クラスターの監査ログにだけ現れる脅威を検知できません。従量課金のため 30 日間の無料トライアルで費用を確認し、"
            "GuardDuty コンソールで(Organizations では委任管理者から)有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("GuardDuty.5",), anti_patterns=(20,)),
)
