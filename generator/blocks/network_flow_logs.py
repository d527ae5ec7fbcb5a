"""The log of a network's traffic: to a log group through a role, or to a bucket that is there.

https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
"""

from collections.abc import Iterator

from awacs import logs as logs_action
from awacs import sts
from awacs.aws import ArnLike, StringEquals
from troposphere import And, Equals, Not, Ref, Sub, ec2, iam, logs

from generator.blocks.cloudtrail_parameters import RETENTION_DAYS
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.network_log_key import FLOW_LOG_GROUP, KEY_ARN
from generator.blocks.policy import allow, arn, policy, service
from generator.blocks.private_network import MAKES, VPC
from generator.blocks.text_parameter import text_parameter
from generator.model import After, Comment, Condition, Element, Parameter, Resource, Rule

GROUP = "Flow logs"
TO_GROUP, TO_BUCKET, MAKES_ROLE = "LogsTrafficToGroup", "LogsTrafficToBucket", "MakesRoleForFlowLogs"
ROLE, LOG_GROUP = "IAMRoleForFlowLogs", "CloudWatchLogsGroupForFlowLogs"
ROLE_NAME = f"${{{NAME_PREFIX}}}-NetworkFlowLogs"


def flow_log_parameters() -> Iterator[Element]:
    """Where the log goes, what it holds, and how long."""
    yield _choice(
        "NetworkFlowLogs",
        "Flow logs",
        "Where the network's flow logs go: a log group that is made here, or a bucket that is there, such as the log archive's.",
        ("LOG_GROUP", "BUCKET", "DISABLED"),
    )
    yield text_parameter(
        "NetworkFlowLogBucketArn",
        "Bucket for flow logs",
        "With BUCKET: a bucket whose policy lets delivery.logs.amazonaws.com write. A prefix may follow.",
        "^(arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[a-zA-Z0-9_.-]+)*)?$",
        "The ARN of a bucket, or nothing.",
        group=GROUP,
    )
    given = Not(Equals(Ref("NetworkFlowLogBucketArn"), ""))
    yield Rule(
        "FlowLogsHaveBucket",
        {
            "RuleCondition": Equals(Ref("NetworkFlowLogs"), "BUCKET"),
            "Assertions": [{"Assert": given, "AssertDescription": "Give NetworkFlowLogBucketArn with BUCKET."}],
        },
    )
    yield _choice(
        "NetworkFlowLogTrafficType",
        "Traffic in flow logs",
        "REJECT shows who knocks; ALL shows what left the network too, and costs more.",
        ("REJECT", "ACCEPT", "ALL"),
    )
    yield Parameter(
        name="NetworkLogRetentionInDays",
        description="Days after which logs of traffic and sessions are deleted.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=365,
        allowed_values=RETENTION_DAYS,
    )


def flow_log_conditions() -> Iterator[Condition]:
    """To be yielded beside those of the network and of deployment."""
    made, to_group = {"Condition": MAKES}, Equals(Ref("NetworkFlowLogs"), "LOG_GROUP")
    yield Condition(TO_GROUP, And(made, to_group))
    yield Condition(TO_BUCKET, And(made, Equals(Ref("NetworkFlowLogs"), "BUCKET")))
    yield Condition(MAKES_ROLE, And({"Condition": TO_GROUP}, {"Condition": IS_HOME_REGION}))


def flow_logs() -> Iterator[Element]:
    """The destination that is chosen, and the log itself."""
    yield _log_group()
    yield Comment(
        "Made in the home Region only: other Regions refer to it by its name. Only flow logs of this account take it."
    )
    yield _role()
    yield Comment("Naming the role makes the log wait for it; DependsOn cannot name what may not be made.")
    role = arn("iam", f"role/{ROLE_NAME}", region="")
    for logical_id, condition, facts in (
        (
            "EC2FlowLogToLogGroup",
            TO_GROUP,
            {
                "LogDestinationType": "cloud-watch-logs",
                "LogGroupName": Ref(LOG_GROUP),
                "DeliverLogsPermissionArn": After(role, ROLE, under=TO_GROUP),
            },
        ),
        (
            "EC2FlowLogToBucket",
            TO_BUCKET,
            {"LogDestinationType": "s3", "LogDestination": Ref("NetworkFlowLogBucketArn")},
        ),
    ):
        yield ec2.FlowLog(
            logical_id,
            Condition=condition,
            ResourceType="VPC",
            ResourceId=Ref(VPC),
            TrafficType=Ref("NetworkFlowLogTrafficType"),
            MaxAggregationInterval=60,
            **facts,
        )


def _log_group() -> Resource:
    return logs.LogGroup(
        LOG_GROUP,
        Condition=TO_GROUP,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        LogGroupName=Sub(FLOW_LOG_GROUP),
        KmsKeyId=KEY_ARN,
        RetentionInDays=Ref("NetworkLogRetentionInDays"),
    )


def _role() -> Resource:
    group = f"log-group:{FLOW_LOG_GROUP}:*"
    write = allow(
        logs_action.CreateLogStream,
        logs_action.DescribeLogStreams,
        logs_action.PutLogEvents,
        on=arn("logs", group, region="*"),
    )
    find = allow(logs_action.DescribeLogGroups, on=arn("logs", "log-group:*", region="*"))
    from_here = (
        StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
        ArnLike("aws:SourceArn", arn("ec2", "vpc-flow-log/*", region="*")),
    )
    return iam.Role(
        ROLE,
        Condition=MAKES_ROLE,
        RoleName=Sub(ROLE_NAME),
        Description="Lets the flow logs of the network write to their log group.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=service("vpc-flow-logs"), if_=from_here)),
        Policies=[iam.Policy(PolicyName="WriteToLogGroup", PolicyDocument=policy(write, find))],
    )


def _choice(name: str, label: str, description: str, values: tuple[str, ...]) -> Parameter:
    return Parameter(
        name=name, description=description, label=label, group=GROUP, default=values[0], allowed_values=values
    )
