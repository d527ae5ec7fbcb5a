"""RDS DB instances get minor versions by themselves; the runbook turns that on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-automatic-minor-version-upgrade-enabled.html
"""

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE
from generator.blocks.state_runbook import state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

CONTROL = Control(
    identifier="RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
    title=Text(
        "RDS DB instances upgrade to minor versions automatically",
        "RDS DB インスタンスはマイナーバージョンを自動的にアップグレードする",
    ),
    why=Text(
        "Fixes for known vulnerabilities come with minor versions, and nobody installs them by hand in time.",
        "既知の脆弱性の修正はマイナーバージョンで提供され、手作業では適用が遅れます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.13",), cis={"3.0.0": ("2.3.2",), "5.0.0": ("2.2.2",)}),
    runbook=Runbook(
        name="EnableRdsInstanceMinorUpgrade",
        description="Lets RDS upgrade a DB instance to minor versions in its maintenance window; Restore stops that.",
        inputs=INSTANCE_INPUTS,
        undo=Text(
            "The former setting, but no upgrade that was made.", "以前の設定(実施済みのアップグレードは戻りません)。"
        ),
        steps=state_steps(INSTANCE, payload=THE_INSTANCE | {"Wanted": {"AutoMinorVersionUpgrade": True}}),
        permissions=(ON_INSTANCES,),
    ),
)
