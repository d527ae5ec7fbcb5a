"""RDS DB instances survive the loss of an Availability Zone; the runbook adds a standby, and can take it away again.

https://docs.aws.amazon.com/config/latest/developerguide/rds-multi-az-support.html
"""

from dataclasses import replace
from typing import Any

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE, instance
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether there is a standby or will be; nothing for a member of a cluster, of which the rule does not ask."""
    found = instance(events)
    if found.get("DBClusterIdentifier"):
        return {}
    return {"MultiAZ": found.get("PendingModifiedValues", {}).get("MultiAZ", found["MultiAZ"])}


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is a standby, or the rule does not ask."""
    return state in ({}, events["Wanted"])


CONTROL = Control(
    identifier="RDS_MULTI_AZ_SUPPORT",
    title=Text("RDS DB instances have a standby in another zone", "RDS DB インスタンスは別のゾーンにスタンバイを持つ"),
    why=Text(
        "A database in one Availability Zone is gone for as long as that zone is.",
        "単一のアベイラビリティーゾーンにあるデータベースは、そのゾーンの障害中は利用できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair doubles the price of the instance, and slows it while the standby is made.",
        "修復するとインスタンスの料金が 2 倍になり、スタンバイの作成中は性能が低下します。",
    ),
    framework=Framework(security_hub=("RDS.5",), cis={"5.0.0": ("2.2.4",)}),
    runbook=Runbook(
        name="EnableRdsMultiAz",
        description=(
            "Gives a DB instance a standby in another Availability Zone. RDS makes it in the next maintenance window, and"
            " this counts as repaired. Restore takes the standby away in the same manner."
        ),
        inputs=INSTANCE_INPUTS,
        undo=Text("The instance without a standby.", "スタンバイなしの構成。"),
        steps=state_steps(
            replace(INSTANCE, read=read, complies=complies), payload=THE_INSTANCE | {"Wanted": {"MultiAZ": True}}
        ),
        permissions=(ON_INSTANCES,),
    ),
)
