"""Trails write to CloudWatch Logs; the runbook gives them a log group, and can put the former setting back.

https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-cloud-watch-logs-enabled.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import cloudtrail, iam, logs, sts
from awacs.aws import ArnLike, StringEquals
from troposphere import Ref, Sub
from troposphere import iam as iam_type

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.blocks.trail_runbook import THE_TRAIL, TRAIL_INPUTS, on_trails, tags, trail, update
from generator.model import Comment, Control, Element, Framework, Input, Mode, Runbook, Scope, Text

ROLE_NAME = f"${{{NAME_PREFIX}}}-trail-to-cloudwatch-logs"
ROLE_ARN = arn("iam", f"role/{ROLE_NAME}", region="")
LOG_GROUPS = "/aws/cloudtrail/"
RETENTION = 365
"""Days, as Security Hub's control CloudWatch.16 asks of log groups."""
ROLE = Input(
    name="LogRole",
    type="AWS::IAM::Role::Arn",
    description="Role with which CloudTrail writes to the log group.",
    value=ROLE_ARN,
)


def role(condition: str) -> Iterator[Element]:
    """The role with which CloudTrail writes to the log groups of repaired trails."""
    yield Comment("CloudTrail takes it for trails that the runbook has given a log group.")
    write = allow(logs.CreateLogStream, logs.PutLogEvents, on=arn("logs", f"log-group:{LOG_GROUPS}*", region="*"))
    yield iam_type.Role(
        "IAMRoleForTrailToCloudWatchLogs",
        Condition=condition,
        RoleName=Sub(ROLE_NAME),
        Description="Lets trails write to their log groups.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRole,
                to=service("cloudtrail"),
                if_=(
                    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
                    ArnLike("aws:SourceArn", arn("cloudtrail", "trail/*", region="*")),
                ),
            )
        ),
        Policies=[iam_type.Policy(PolicyName="WriteToLogGroups", PolicyDocument=policy(write))],
    )


def read(events: Events) -> dict[str, Any]:
    """The trail's log group and the role that writes to it; None where it has none."""
    found = trail(events)
    return {key: found.get(key) or None for key in ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn")}


def complies(state: dict[str, Any], events: Events) -> bool:
    """There is a log group."""
    return bool(state["CloudWatchLogsLogGroupArn"])


def repair(events: Events, context: object) -> None:
    """Make the log group of the trail's name where it is missing, with a retention, and let the trail write to it."""
    import boto3

    found = trail(events)
    _, partition, _, region, account, _ = found["TrailARN"].split(":", 5)
    if account != events["AccountId"]:
        raise ValueError(f"{found['TrailARN']} belongs to the account {account}: change it there")
    client, group = boto3.client("logs", region_name=region), f"{events['LogGroups']}{found['Name']}"
    try:
        client.create_log_group(logGroupName=group)
        client.put_retention_policy(logGroupName=group, retentionInDays=int(events["RetentionInDays"]))
    except client.exceptions.ResourceAlreadyExistsException:
        print(f"{group} is there already and keeps its retention")
    update(
        events,
        CloudWatchLogsLogGroupArn=f"arn:{partition}:logs:{region}:{account}:log-group:{group}:*",
        CloudWatchLogsRoleArn=events["LogRole"],
    )


def restore(events: Events, context: object) -> None:
    """Put the former log group and role back, or none; the log group that was made stays, with its events."""
    import json

    before = json.loads("".join(events["Restore"]))
    update(events, **{key: value or "" for key, value in before.items()})


CONTROL = Control(
    identifier="CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    title=Text("Trails write to CloudWatch Logs", "証跡は CloudWatch Logs に出力する"),
    why=Text(
        "In a log group, events can be searched and raise alarms within minutes; in a bucket they wait for somebody.",
        "ロググループに出力すると、イベントを数分で検索・アラーム通知できます。バケットだけでは誰かが調べるまで気付けません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(
        security_hub=("CloudTrail.5",), cis={"1.2.0": ("2.4",), "1.4.0": ("3.4",)}, anti_patterns=(18,)
    ),
    runbook=Runbook(
        name="SendTrailToCloudWatchLogs",
        description=(
            "Gives a trail a log group of its name in its home Region; events are paid for by volume. Restore puts the"
            " former setting back; the log group stays."
        ),
        inputs=(*TRAIL_INPUTS, ROLE),
        undo=Text("The former log group, or none.", "以前のロググループ(なしを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(trail, update)
            ),
            payload={
                **THE_TRAIL,
                "LogRole": "{{ LogRole }}",
                "LogGroups": LOG_GROUPS,
                "RetentionInDays": RETENTION,
            },
        ),
        permissions=(
            on_trails(cloudtrail.UpdateTrail),
            allow(logs.CreateLogGroup, logs.PutRetentionPolicy, on=arn("logs", f"log-group:{LOG_GROUPS}*", region="*")),
            allow(iam.PassRole, on=ROLE_ARN, if_=(StringEquals("iam:PassedToService", "cloudtrail.amazonaws.com"),)),
        ),
        companions=role,
    ),
)
