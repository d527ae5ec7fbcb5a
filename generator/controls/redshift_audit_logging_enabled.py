"""Redshift clusters write audit logs; the runbook sends them to CloudWatch Logs, and can end that.

CloudWatch Logs needs no bucket whose policy has to let Redshift write first.
https://docs.aws.amazon.com/config/latest/developerguide/redshift-audit-logging-enabled.html
https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
"""

from typing import Any

from awacs import redshift

from generator.blocks.policy import allow
from generator.blocks.redshift_cluster import CLUSTER_INPUTS, EVERY_CLUSTER, THE_CLUSTER, cluster, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether audit logs are written, wherever to."""
    import boto3

    status = boto3.client("redshift").describe_logging_status(ClusterIdentifier=events["ClusterIdentifier"])
    return {"LoggingEnabled": status["LoggingEnabled"]}


def complies(state: dict[str, Any], events: Events) -> bool:
    """They are."""
    return bool(state["LoggingEnabled"])


def restore(events: Events, context: object) -> None:
    """End the logging where there was none; the logs stay."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["LoggingEnabled"]:
        boto3.client("redshift").disable_logging(ClusterIdentifier=events["ClusterIdentifier"])


CONTROL = Control(
    identifier="REDSHIFT_AUDIT_LOGGING_ENABLED",
    title=Text("Redshift clusters write audit logs", "Redshift クラスターは監査ログを記録する"),
    why=Text(
        "Without audit logs nobody can say who logged in, and what was read, after a leak.",
        "監査ログがないと、情報漏えいの後に誰がログインし何を読んだのかを確認できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("Redshift.4",)),
    runbook=Runbook(
        name="EnableRedshiftAuditLogging",
        description=(
            "Sends the connection, user and user activity logs of a cluster to CloudWatch Logs, without a restart; logs that"
            " go to a bucket stay so. Queries are logged where the parameter group has enable_user_activity_logging."
            " Restore ends the logging and keeps the logs."
        ),
        inputs=CLUSTER_INPUTS,
        undo=Text("No audit logging; the logs stay.", "監査ログの無効化(記録済みのログは残ります)。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EnableLogging",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "redshift",
                            "Api": "EnableLogging",
                            **THE_CLUSTER,
                            "LogDestinationType": "cloudwatch",
                            "LogExports": ["connectionlog", "userlog", "useractivitylog"],
                        },
                    },
                ),
                restore=restore,
                tags=tags,
                shared=(cluster,),
            ),
            payload=THE_CLUSTER,
        ),
        permissions=(
            allow(
                redshift.DescribeClusters,
                redshift.DescribeLoggingStatus,
                redshift.EnableLogging,
                redshift.DisableLogging,
                on=EVERY_CLUSTER,
            ),
        ),
    ),
)
