"""Log groups keep their events for a year; the runbook raises a shorter retention, never lowers one, and can put it back.

https://docs.aws.amazon.com/config/latest/developerguide/cw-loggroup-retention-period-check.html
"""

from typing import Any

from awacs import logs

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

DAYS = 365
GROUP = Input(
    name="LogGroup",
    type="String",
    description="The log group, by its name or its ARN.",
    allowed_pattern=r"^(arn:[a-z-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:)?[a-zA-Z0-9._/#-]{1,512}(:\*)?$",
    value="RESOURCE_ID",
)


def group(events: Events) -> dict[str, Any]:
    """The log group; raises ValueError where there is none of exactly this name."""
    import boto3

    name = events["LogGroup"].rpartition(":log-group:")[2].removesuffix(":*")
    for page in boto3.client("logs").get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name):
        for each in page["logGroups"]:
            if each["logGroupName"] == name:
                return dict(each)
    raise ValueError(f"there is no log group {name}")


def tags(events: Events) -> list[str]:
    """The keys of the log group's tags."""
    import boto3

    arn = group(events)["arn"].removesuffix(":*")
    return list(boto3.client("logs").list_tags_for_resource(resourceArn=arn)["tags"])


def read(events: Events) -> dict[str, Any]:
    """For how many days events are kept; None is for ever."""
    return {"RetentionInDays": group(events).get("retentionInDays")}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Events are kept long enough, or for ever."""
    return state["RetentionInDays"] is None or state["RetentionInDays"] >= int(events["Days"])


def repair(events: Events, context: object) -> None:
    """Raise the retention; where it is long enough meanwhile, leave it."""
    import boto3

    days = read(events)["RetentionInDays"]
    if days is not None and days < int(events["Days"]):
        boto3.client("logs").put_retention_policy(
            logGroupName=group(events)["logGroupName"], retentionInDays=int(events["Days"])
        )


def restore(events: Events, context: object) -> None:
    """Put the former retention back; a repair never replaces one without end."""
    import json

    import boto3

    days = json.loads("".join(events["Restore"]))["RetentionInDays"]
    if days is not None:
        boto3.client("logs").put_retention_policy(logGroupName=group(events)["logGroupName"], retentionInDays=days)


CONTROL = Control(
    identifier="CW_LOGGROUP_RETENTION_PERIOD_CHECK",
    title=Text("Log groups keep their events for a year", "ロググループはイベントを 1 年間保持する"),
    why=Text(
        "Break-ins are found months later, when short-lived logs are gone.",
        "侵入は数か月後に発覚することが多く、保持期間が短いログはその時には残っていません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("CloudWatch.16",), anti_patterns=(18,)),
    inputs={"MinRetentionTime": str(DAYS)},
    runbook=Runbook(
        name="RaiseLogGroupRetention",
        description=(
            f"Raises the retention of a log group to {DAYS} days; a longer one, or one without end, stays. Restore puts the"
            " former retention back, which deletes the events that are older."
        ),
        inputs=(GROUP, EXEMPTION),
        undo=Text(
            "The former retention; CloudWatch Logs then deletes the events that are older.",
            "以前の保持期間。それより古いイベントは CloudWatch Logs が削除します。",
        ),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(group,)),
            payload={"LogGroup": "{{ LogGroup }}", "Days": DAYS},
        ),
        permissions=(
            allow(logs.DescribeLogGroups, on="*"),
            allow(logs.ListTagsForResource, logs.PutRetentionPolicy, on=arn("logs", "log-group:*", region="*")),
        ),
    ),
)
