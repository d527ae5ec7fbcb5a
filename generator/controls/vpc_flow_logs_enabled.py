"""Every VPC has a flow log; the runbook makes one that writes to CloudWatch Logs through a role that is made with it.

https://docs.aws.amazon.com/config/latest/developerguide/vpc-flow-logs-enabled.html
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import ec2, iam, logs, sts
from awacs.aws import ArnLike, StringEquals
from troposphere import Ref, Sub
from troposphere.iam import Policy, Role

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Comment, Control, Element, Framework, Input, Mode, Parameter, Runbook, Scope, Text

RETENTION_IN_DAYS = 365
LOG_GROUP = f"/aws/vpc-flow-logs/${{{NAME_PREFIX}}}"
DELIVERY_ROLE = f"${{{NAME_PREFIX}}}-VpcFlowLogs"
TO_LOG_GROUP = arn("logs", f"log-group:{LOG_GROUP}:*", region="*")
PASSED_ROLE = arn("iam", f"role/{DELIVERY_ROLE}", region="")
TRAFFIC_TYPE = Parameter(
    name="FlowLogTrafficType",
    description="What a flow log that a repair makes records; ALL shows what left the network too, and costs more.",
    label="Traffic in flow logs",
    group="Controls",
    default="REJECT",
    allowed_values=("REJECT", "ACCEPT", "ALL"),
)


def flow_logs(events: Events) -> list[dict[str, Any]]:
    """The VPC's active flow logs; in a run that restores, those that write where ours does."""
    import boto3

    pages = boto3.client("ec2").get_paginator("describe_flow_logs")
    found = pages.paginate(Filter=[{"Name": "resource-id", "Values": [events["VpcId"]]}])
    active = [each for page in found for each in page["FlowLogs"] if each["FlowLogStatus"] == "ACTIVE"]
    ours = [each for each in active if each.get("LogGroupName") == events["LogGroupName"]]
    return ours if events.get("Restore") else active


def read(events: Events) -> list[str]:
    """Where the flow logs write."""
    return sorted(each.get("LogGroupName") or each.get("LogDestination", "") for each in flow_logs(events))


def complies(state: list[str], events: Events) -> bool:
    """Any flow log of the VPC will do."""
    return bool(state)


def tags(events: Events) -> list[str]:
    """The keys of the VPC's tags."""
    import boto3

    (vpc,) = boto3.client("ec2").describe_vpcs(VpcIds=[events["VpcId"]])["Vpcs"]
    return [tag["Key"] for tag in vpc.get("Tags", [])]


def repair(events: Events, context: object) -> None:
    """Make the log group, unless it is there, and the flow log."""
    import boto3

    group, logs = events["LogGroupName"], boto3.client("logs")
    try:
        logs.create_log_group(logGroupName=group)
        logs.put_retention_policy(logGroupName=group, retentionInDays=events["RetentionInDays"])
    except logs.exceptions.ResourceAlreadyExistsException:
        print(f"{group} is there, and keeps its retention")
    made = boto3.client("ec2").create_flow_logs(
        ResourceType="VPC",
        ResourceIds=[events["VpcId"]],
        TrafficType=events["TrafficType"],
        LogDestinationType="cloud-watch-logs",
        LogGroupName=group,
        DeliverLogsPermissionArn=events["DeliveryRoleArn"],
    )
    if made.get("Unsuccessful"):
        raise ValueError(f"no flow log: {made['Unsuccessful']}")


def restore(events: Events, context: object) -> None:
    """Delete the flow log that a repair made; the log group stays, with its records."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    ids = [each["FlowLogId"] for each in flow_logs(events) if each["LogGroupName"] not in wanted]
    if ids:
        gone = boto3.client("ec2").delete_flow_logs(FlowLogIds=ids)
        if gone.get("Unsuccessful"):
            raise ValueError(f"not deleted: {gone['Unsuccessful']}")


def delivery_role(condition: str) -> Iterator[Element]:
    """The role through which flow logs write; only flow logs of this account take it."""
    yield Comment("Flow logs write through this role: those that a repair made stop when it is deleted.")
    yield Role(
        "IAMRoleForVpcFlowLogs",
        Condition=condition,
        RoleName=Sub(DELIVERY_ROLE),
        Description="Lets VPC flow logs write to their log group.",
        AssumeRolePolicyDocument=policy(
            allow(
                sts.AssumeRole,
                to=service("vpc-flow-logs"),
                if_=(
                    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
                    ArnLike("aws:SourceArn", arn("ec2", "vpc-flow-log/*", region="*")),
                ),
            )
        ),
        Policies=[
            Policy(
                PolicyName="WriteToLogGroup",
                PolicyDocument=policy(
                    allow(logs.CreateLogStream, logs.DescribeLogStreams, logs.PutLogEvents, on=TO_LOG_GROUP),
                    allow(logs.DescribeLogGroups, on=arn("logs", "log-group:*", region="*")),
                ),
            )
        ],
    )


CONTROL = Control(
    identifier="VPC_FLOW_LOGS_ENABLED",
    title=Text("Every VPC has a flow log", "すべての VPC でフローログを有効にする"),
    why=Text(
        "Without flow logs nobody can tell which addresses scanned,"
        " reached or left a network, before an attack or after it.",
        "フローログがないと、攻撃の前後にどのアドレスが探索、到達、送信したかを調べられません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    danger=Text(
        "Flow logs that a repair made write through a role of this stack: they stop when it goes, also by DISABLED or DETECT.",
        "修復で作成したフローログはこのスタックのロールで書き込みます。スタックの削除、DISABLED、DETECT でロールが消えると停止します。",
    ),
    framework=Framework(
        security_hub=("EC2.6",),
        cis={"1.2.0": ("2.9",), "1.4.0": ("3.9",), "3.0.0": ("3.7",), "5.0.0": ("3.7",)},
        anti_patterns=(18,),
    ),
    runbook=Runbook(
        name="EnableVpcFlowLogs",
        description=(
            "Makes a flow log for a VPC that has none, and its log group unless it is there. Restore deletes the flow log;"
            " the log group stays."
        ),
        inputs=(
            Input(
                name="VpcId",
                type="String",
                description="The VPC.",
                allowed_pattern="^vpc-[0-9a-f]{8,17}$",
                value="RESOURCE_ID",
            ),
            Input(
                name="TrafficType",
                type="String",
                description="What the flow log records.",
                default=TRAFFIC_TYPE.default,
                allowed_values=("REJECT", "ACCEPT", "ALL"),
                value=TRAFFIC_TYPE,
            ),
            Input(
                name="LogGroupName",
                type="String",
                description="The log group of CloudWatch Logs, which the delivery role may write to.",
                allowed_pattern="^[a-zA-Z0-9_./-]{1,512}$",
                value=Sub(LOG_GROUP),
            ),
            Input(
                name="DeliveryRoleArn",
                type="AWS::IAM::Role::Arn",
                description="The role through which the flow log writes.",
                value=PASSED_ROLE,
            ),
            EXEMPTION,
        ),
        undo=Text(
            "No flow log of ours; the log group stays.",
            "作成したフローログの削除(ロググループは残ります)。",
        ),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(flow_logs,)
            ),
            payload={
                "VpcId": "{{ VpcId }}",
                "TrafficType": "{{ TrafficType }}",
                "LogGroupName": "{{ LogGroupName }}",
                "DeliveryRoleArn": "{{ DeliveryRoleArn }}",
                "RetentionInDays": RETENTION_IN_DAYS,
            },
        ),
        permissions=(
            allow(ec2.DescribeFlowLogs, ec2.DescribeVpcs, on="*"),
            allow(ec2.CreateFlowLogs, on=[arn("ec2", "vpc/*", region="*"), arn("ec2", "vpc-flow-log/*", region="*")]),
            allow(ec2.DeleteFlowLogs, on=arn("ec2", "vpc-flow-log/*", region="*")),
            allow(logs.CreateLogGroup, logs.PutRetentionPolicy, on=TO_LOG_GROUP),
            allow(
                iam.PassRole,
                on=PASSED_ROLE,
                if_=(StringEquals("iam:PassedToService", "vpc-flow-logs.amazonaws.com"),),
            ),
        ),
        companions=delivery_role,
    ),
)
