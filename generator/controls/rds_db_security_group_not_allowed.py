"""No DB security groups of EC2-Classic are left; whether one is still needed is for a person to find out.

https://docs.aws.amazon.com/config/latest/developerguide/rds-db-security-group-not-allowed.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="RDS_DB_SECURITY_GROUP_NOT_ALLOWED",
    title=Text("There are no DB security groups of EC2-Classic", "EC2-Classic の DB セキュリティグループが存在しない"),
    why=Text(
        "A DB security group is a second place that lets addresses in, which no review of VPC security groups sees."
        " By hand: see that no DB instance uses it, then delete it.",
        "DB セキュリティグループは、VPC セキュリティグループの確認では見えない、もう一つの接続許可です。"
        "対応: 使用する DB インスタンスがないことを確認して削除します。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(trusted_advisor=("nNauJisYIT",)),
)
