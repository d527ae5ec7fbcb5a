"""RDS DB instances cannot be deleted by mistake; the runbook turns deletion protection on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-deletion-protection-enabled.html
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE, instance
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text

# Instances of Aurora, Neptune and DocumentDB are protected by their clusters. RDS.8 names the same engines.
ENGINES = (
    "mariadb,mysql,postgres,custom-oracle-ee,oracle-ee,oracle-ee-cdb,oracle-se,oracle-se1,oracle-se2,oracle-se2-cdb,"
    "sqlserver-ee,sqlserver-ex,sqlserver-se,sqlserver-web"
)


def read(events: Events) -> dict[str, Any]:
    """Whether the instance is protected; nothing where the rule does not ask for its engine."""
    found = instance(events)
    return (
        {"DeletionProtection": found["DeletionProtection"]} if found["Engine"] in events["Engines"].split(",") else {}
    )


def complies(state: dict[str, Any], events: Events) -> bool:
    """It is protected, or the rule does not ask."""
    return state in ({}, events["Wanted"])


CONTROL = Control(
    identifier="RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
    title=Text("RDS DB instances have deletion protection", "RDS DB インスタンスは削除保護が有効"),
    why=Text(
        "Without it one wrong call or stack update deletes the database.",
        "削除保護がないと、誤った操作やスタックの更新一つでデータベースが削除されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.8",)),
    inputs={"databaseEngines": ENGINES},
    runbook=Runbook(
        name="EnableRdsInstanceDeletionProtection",
        description="Turns on the deletion protection of a DB instance, at once and without a restart; Restore turns it off.",
        inputs=INSTANCE_INPUTS,
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            replace(INSTANCE, read=read, complies=complies),
            payload=THE_INSTANCE | {"Engines": ENGINES, "Wanted": {"DeletionProtection": True}},
        ),
        permissions=(ON_INSTANCES,),
    ),
)
