"""RDS DB instances take IAM credentials; the runbook turns IAM database authentication on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-iam-authentication-enabled.html
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE, instance
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether IAM authentication is on or will be; raises ValueError where this instance cannot turn it on."""
    found = instance(events)
    name, pending = "IAMDatabaseAuthenticationEnabled", found.get("PendingModifiedValues", {})
    enabled = pending.get(name, found.get(name, False))
    if not enabled and found.get("DBClusterIdentifier"):
        raise ValueError(f"the instance is in the DB cluster {found['DBClusterIdentifier']}: turn it on there")
    if not enabled and found["Engine"] not in ("mariadb", "mysql", "postgres"):
        raise ValueError(f"RDS for {found['Engine']} has no IAM database authentication")
    return {"EnableIAMDatabaseAuthentication": enabled}


CONTROL = Control(
    identifier="RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED",
    title=Text("RDS DB instances have IAM database authentication", "RDS DB インスタンスは IAM データベース認証が有効"),
    why=Text(
        "Without it programs log in with passwords that somebody has to store, share and rotate.",
        "IAM 認証がないと、プログラムの接続に保管・共有・ローテーションが必要なパスワードを使うことになります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.10",)),
    runbook=Runbook(
        name="EnableRdsInstanceIamAuthentication",
        description=(
            "Turns on IAM database authentication of a MariaDB, MySQL or PostgreSQL instance; passwords work as before."
            " RDS does it in the next maintenance window, and this counts as repaired. Restore turns it off."
        ),
        inputs=INSTANCE_INPUTS,
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            replace(INSTANCE, read=read), payload=THE_INSTANCE | {"Wanted": {"EnableIAMDatabaseAuthentication": True}}
        ),
        permissions=(ON_INSTANCES,),
    ),
)
