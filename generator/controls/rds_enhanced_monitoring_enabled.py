"""RDS DB instances report what their operating system does; the runbook turns enhanced monitoring on, and can turn it off.

https://docs.aws.amazon.com/config/latest/developerguide/rds-enhanced-monitoring-enabled.html
"""

from dataclasses import replace
from typing import Any

from awacs import iam
from awacs.aws import StringEquals

from generator.blocks.db_instance import INSTANCE, INSTANCE_INPUTS, ON_INSTANCES, THE_INSTANCE
from generator.blocks.policy import allow
from generator.blocks.rds_monitoring_role import MONITORING, MONITORING_ROLE_ARN
from generator.blocks.state_runbook import Events, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

SECONDS = 60


def complies(state: dict[str, Any], events: Events) -> bool:
    """The instance is monitored, at whatever interval."""
    return bool(state["MonitoringInterval"])


CONTROL = Control(
    identifier="RDS_ENHANCED_MONITORING_ENABLED",
    title=Text("RDS DB instances have enhanced monitoring", "RDS DB インスタンスは拡張モニタリングが有効"),
    why=Text(
        "Without it nobody sees which process eats the memory or the disk of a database host.",
        "拡張モニタリングがないと、DB ホストのメモリやディスクを消費するプロセスを特定できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("RDS.6",)),
    runbook=Runbook(
        name="EnableRdsEnhancedMonitoring",
        description="Has a DB instance report its operating system's metrics every minute, without a restart; Restore ends that.",
        inputs=(
            *INSTANCE_INPUTS,
            Input(
                name="MonitoringRoleArn",
                type="AWS::IAM::Role::Arn",
                description="The role with which RDS writes the metrics to CloudWatch Logs.",
                value=MONITORING_ROLE_ARN,
            ),
        ),
        undo=Text("No enhanced monitoring.", "拡張モニタリングの無効化。"),
        steps=state_steps(
            replace(INSTANCE, complies=complies),
            payload=THE_INSTANCE
            | {
                "Wanted": {"MonitoringInterval": SECONDS},
                "With": {"MonitoringRoleArn": "{{ MonitoringRoleArn }}"},
            },
        ),
        permissions=(
            ON_INSTANCES,
            allow(iam.PassRole, on=MONITORING_ROLE_ARN, if_=(StringEquals("iam:PassedToService", MONITORING),)),
        ),
    ),
)
