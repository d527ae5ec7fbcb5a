"""RDS DB clusters take IAM credentials; the runbook turns IAM database authentication on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-iam-authentication-enabled.html
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_cluster import CLUSTER, CLUSTER_INPUTS, ON_CLUSTERS, THE_CLUSTER, cluster
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether IAM authentication is on or will be; raises ValueError where the engine does not have it."""
    found = cluster(events)
    name, pending = "IAMDatabaseAuthenticationEnabled", found.get("PendingModifiedValues", {})
    enabled = pending.get(name, found.get(name, False))
    if not enabled and found["Engine"] == "docdb":
        raise ValueError("DocumentDB turns IAM authentication on by user, not by cluster")
    return {"EnableIAMDatabaseAuthentication": enabled}


CONTROL = Control(
    identifier="RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED",
    title=Text("RDS DB clusters have IAM database authentication", "RDS DB クラスターは IAM データベース認証が有効"),
    why=Text(
        "Without it programs log in with passwords that somebody has to store, share and rotate.",
        "IAM 認証がないと、プログラムの接続に保管・共有・ローテーションが必要なパスワードを使うことになります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.12",)),
    runbook=Runbook(
        name="EnableRdsClusterIamAuthentication",
        description=(
            "Turns on IAM database authentication of a DB cluster; passwords work as before. Where RDS does it in the next"
            " maintenance window, this counts as repaired. Restore turns it off."
        ),
        inputs=CLUSTER_INPUTS,
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            replace(CLUSTER, read=read), payload=THE_CLUSTER | {"Wanted": {"EnableIAMDatabaseAuthentication": True}}
        ),
        permissions=(ON_CLUSTERS,),
    ),
)
