"""RDS DB instances have no public address; the runbook takes it away, and can give it back.

https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-public-access-check.html
"""

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE
from generator.blocks.state_runbook import state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

WANTED = {"Wanted": {"PubliclyAccessible": False}}

CONTROL = Control(
    identifier="RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
    title=Text("RDS DB instances are not publicly accessible", "RDS DB インスタンスはパブリックアクセス不可"),
    why=Text(
        "A database with a public address is one open security group away from everybody on the internet.",
        "パブリックアドレスを持つデータベースは、セキュリティグループの設定を一つ誤るだけで誰からでも接続できます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts off clients that connect over the internet.",
        "修復すると、インターネット経由で接続するクライアントが切断されます。",
    ),
    framework=Framework(
        security_hub=("RDS.2",),
        cis={"3.0.0": ("2.3.3",), "5.0.0": ("2.2.3",)},
        trusted_advisor=("nNauJisYIT",),
        anti_patterns=(7,),
    ),
    runbook=Runbook(
        name="DisableRdsInstancePublicAccess",
        description="Takes the public address from a DB instance, at once and without a restart; Restore gives it one again.",
        inputs=INSTANCE_INPUTS,
        undo=Text("Public access.", "パブリックアクセスの設定。"),
        steps=state_steps(INSTANCE, payload=THE_INSTANCE | WANTED),
        permissions=(ON_INSTANCES,),
    ),
)
