"""Emits templates/cloudtrail-alarms.yaml: alarms on the API calls that the CIS AWS Foundations Benchmark wants watched.

https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, Not, Ref, Sub

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, deployment
from generator.blocks.trail_alarm import TrailAlarm, trail_alarm
from generator.model import After, Article, Condition, Element, Parameter, Scope, Text

TOLD, OTHER_GROUP = "TellsOfTrail", "NamesTrailLogGroup"
COLUMNS = "fields @timestamp, recipientAccountId, userIdentity.arn, awsRegion, sourceIPAddress, eventName, errorCode"


def _any(*names: str) -> str:
    return " || ".join(f"($.eventName={name})" for name in names)


def _calls(*names: str) -> str:
    return f"{{{_any(*names)}}}"


def _calls_of(service: str, *names: str) -> str:
    return f"{{($.eventSource={service}.amazonaws.com) && ({_any(*names)})}}"


def _where(test: str) -> str:
    return f"{COLUMNS} | filter {test} | sort @timestamp desc"


def _named(regex: str) -> str:
    return _where(f"eventName like /{regex}/")


ALARMS = (
    TrailAlarm(
        name="RootUserUsed",
        words="use of the root user",
        control="CloudWatch.1",
        pattern=(
            '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}'
        ),
        query=_where("userIdentity.type = 'Root'"),
    ),
    TrailAlarm(
        name="UnauthorizedApiCalls",
        words="API calls that were refused",
        control="CloudWatch.2",
        pattern='{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
        query=_where("errorCode like /UnauthorizedOperation|AccessDenied/"),
        threshold=10,
        why=", ten because consoles and tools try what they may not",
    ),
    TrailAlarm(
        name="ConsoleSignInWithoutMfa",
        words="console sign-ins of IAM users without MFA",
        control="CloudWatch.3",
        pattern=(
            '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
            ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }'
        ),
        query=_where("eventName = 'ConsoleLogin' and additionalEventData.MFAUsed != 'Yes'"),
    ),
    TrailAlarm(
        name="IamPolicyChanged",
        words="changes of IAM policies",
        control="CloudWatch.4",
        pattern=_calls_of(
            "iam",
            *(f"{verb}{holder}Policy" for verb in ("Delete", "Put") for holder in ("Group", "Role", "User")),
            *("CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"),
            *(f"{verb}{holder}Policy" for holder in ("Role", "User", "Group") for verb in ("Attach", "Detach")),
        ),
        query=_where("eventSource = 'iam.amazonaws.com' and eventName like /Policy/"),
    ),
    TrailAlarm(
        name="TrailChanged",
        words="changes of CloudTrail",
        control="CloudWatch.5",
        pattern=_calls("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
        query=_where("eventSource = 'cloudtrail.amazonaws.com' and eventName like /Trail$|Logging$/"),
    ),
    TrailAlarm(
        name="ConsoleSignInFailed",
        words="failed console sign-ins",
        control="CloudWatch.6",
        pattern='{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
        query=_where("eventName = 'ConsoleLogin' and errorMessage = 'Failed authentication'"),
        threshold=3,
        why=", three because people mistype",
    ),
    TrailAlarm(
        name="KmsKeyDisabled",
        words="KMS keys disabled or scheduled for deletion",
        control="CloudWatch.7",
        pattern=_calls_of("kms", "DisableKey", "ScheduleKeyDeletion"),
        query=_named("DisableKey$|ScheduleKeyDeletion"),
    ),
    TrailAlarm(
        name="BucketPolicyChanged",
        words="changes of S3 bucket policies",
        control="CloudWatch.8",
        pattern=_calls_of(
            "s3",
            *(f"PutBucket{each}" for each in ("Acl", "Policy", "Cors", "Lifecycle", "Replication")),
            *(f"DeleteBucket{each}" for each in ("Policy", "Cors", "Lifecycle", "Replication")),
        ),
        query=_named("Bucket(Acl|Policy|Cors|Lifecycle|Replication)$"),
    ),
    TrailAlarm(
        name="ConfigChanged",
        words="changes of AWS Config",
        control="CloudWatch.9",
        pattern=_calls_of(
            "config",
            *("StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"),
        ),
        query=_named("ConfigurationRecorder$|DeliveryChannel$"),
    ),
    TrailAlarm(
        name="SecurityGroupChanged",
        words="changes of security groups",
        control="CloudWatch.10",
        pattern=_calls(
            *(f"{verb}SecurityGroup{way}" for verb in ("Authorize", "Revoke") for way in ("Ingress", "Egress")),
            *("CreateSecurityGroup", "DeleteSecurityGroup"),
        ),
        query=_named("SecurityGroup(Ingress|Egress)?$"),
    ),
    TrailAlarm(
        name="NetworkAclChanged",
        words="changes of network ACLs",
        control="CloudWatch.11",
        pattern=_calls(
            *(f"{verb}NetworkAcl{what}" for verb in ("Create", "Delete") for what in ("", "Entry")),
            *("ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"),
        ),
        query=_named("(Create|Delete|Replace)NetworkAcl"),
    ),
    TrailAlarm(
        name="NetworkGatewayChanged",
        words="changes of network gateways",
        control="CloudWatch.12",
        pattern=_calls(
            *("CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway"),
            *("CreateInternetGateway", "DeleteInternetGateway", "DetachInternetGateway"),
        ),
        query=_named("(Customer|Internet)Gateway$"),
    ),
    TrailAlarm(
        name="RouteTableChanged",
        words="changes of route tables",
        control="CloudWatch.13",
        pattern=_calls_of(
            "ec2",
            *("CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation"),
            *("DeleteRouteTable", "DeleteRoute", "DisassociateRouteTable"),
        ),
        query=_named("Route(Table|TableAssociation)?$"),
    ),
    TrailAlarm(
        name="VpcChanged",
        words="changes of VPCs",
        control="CloudWatch.14",
        pattern=_calls(
            *("CreateVpc", "DeleteVpc", "ModifyVpcAttribute"),
            *(f"{verb}VpcPeeringConnection" for verb in ("Accept", "Create", "Delete", "Reject")),
            *("AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink"),
        ),
        query=_named("Vpc(Attribute|PeeringConnection|ClassicLink)?$"),
    ),
    TrailAlarm(
        name="OrganizationChanged",
        words="changes of the Organization",
        control="",
        pattern=_calls_of(
            "organizations",
            *("AcceptHandshake", "AttachPolicy", "CloseAccount", "CreateAccount", "CreateOrganizationalUnit"),
            *("CreatePolicy", "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy"),
            *("DetachPolicy", "DisablePolicyType", "EnablePolicyType", "InviteAccountToOrganization"),
            *("LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization", "UpdateOrganizationalUnit"),
            "UpdatePolicy",
        ),
        query=_where("eventSource = 'organizations.amazonaws.com' and eventName not like /^(List|Describe)/"),
    ),
)


def elements() -> Iterator[Element]:
    """Where the calls are and who is told, then each alarm with its filter."""
    yield from alert_topic()
    yield Parameter(
        name="TrailLogGroupName",
        description=(
            "Log group of the trail, such as aws-controltower/CloudTrailLogs in the management account of a landing zone."
            " Empty takes that of the template cloudtrail with the same prefix of names."
        ),
        label="Log group of the trail",
        group="AWS CloudTrail",
        default="",
        allowed_pattern="^[a-zA-Z0-9_/.#-]{0,512}$",
        constraint="The name of a log group in the home Region, or nothing.",
    )
    yield from deployment()
    yield has_topic()
    yield Condition(TOLD, And({"Condition": IS_HOME_REGION}, {"Condition": HAS_TOPIC}))
    yield Condition(OTHER_GROUP, Not(Equals(Ref("TrailLogGroupName"), "")))
    own = After(Sub(f"/aws/cloudtrail/${{{NAME_PREFIX}}}"), "CloudWatchLogsGroupForCloudTrail")
    log_group = If(OTHER_GROUP, Ref("TrailLogGroupName"), own)
    for alarm in ALARMS:
        yield from trail_alarm(alarm, TOLD, log_group)


ARTICLE = Article(
    title=Text("AWS CloudTrail alarms", "AWS CloudTrail アラーム"),
    summary=Text(
        "The 14 metric filters and alarms of the CIS AWS Foundations Benchmark, and one on Organizations, on the trail's log group.",
        "証跡のロググループに、CIS AWS Foundations Benchmark の 14 個と Organizations のメトリクスフィルターとアラームを設定します。",
    ),
    scope=Scope.HOME,
    requires=("cloudtrail",),
    cost=Text(
        "Up to 15 alarms per month, and a custom metric for the hours in which its calls occur; nothing without a topic.",
        "最大 15 個のアラームの月額料金と、該当する呼び出しがあった時間のカスタムメトリクス料金。トピックがなければ無料。",
    ),
    elements=elements,
)
