"""RDS DB clusters get minor versions by themselves; the runbook turns that on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-auto-minor-version-upgrade-enable.html
"""

from generator.blocks.db_cluster import CLUSTER, CLUSTER_INPUTS, ON_CLUSTERS, THE_CLUSTER
from generator.blocks.state_runbook import state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

CONTROL = Control(
    identifier="RDS_CLUSTER_AUTO_MINOR_VERSION_UPGRADE_ENABLE",
    title=Text(
        "RDS DB clusters upgrade to minor versions automatically",
        "RDS DB クラスターはマイナーバージョンを自動的にアップグレードする",
    ),
    why=Text(
        "Fixes for known vulnerabilities come with minor versions, and nobody installs them by hand in time.",
        "既知の脆弱性の修正はマイナーバージョンで提供され、手作業では適用が遅れます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.35",)),
    runbook=Runbook(
        name="EnableRdsClusterMinorUpgrade",
        description="Lets RDS upgrade a DB cluster to minor versions in its maintenance window; Restore stops that.",
        inputs=CLUSTER_INPUTS,
        undo=Text(
            "The former setting, but no upgrade that was made.", "以前の設定(実施済みのアップグレードは戻りません)。"
        ),
        steps=state_steps(CLUSTER, payload=THE_CLUSTER | {"Wanted": {"AutoMinorVersionUpgrade": True}}),
        permissions=(ON_CLUSTERS,),
    ),
)
