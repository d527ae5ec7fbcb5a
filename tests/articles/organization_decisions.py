"""What the service control and resource control policies of organization-guardrails decide."""

from functools import cache

from generator.permissions.request import ANYBODY, root
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    ANN,
    BREAK_GLASS,
    CLOUDTRAIL,
    CONFIG,
    DENIED,
    FOREIGN,
    IAM,
    LINKED,
    OTHER_ACCOUNT,
    OURS,
    ROOT,
    STACK_SETS,
    STRANGER,
    Row,
    Table,
    property_of,
    regional,
)
from tests.articles.evaluation import ACCOUNT, Made, made

BUCKET, OBJECT = "arn:aws:s3:::baseline-s3forcloudtrail-abc", "arn:aws:s3:::baseline-s3forcloudtrail-abc/AWSLogs/x"
OTHER_OBJECT, KEY = "arn:aws:s3:::data/key", regional("kms", "key/1")
SECRET, QUEUE = regional("secretsmanager", "secret:s"), regional("sqs", "queue")
OF_TEMPLATE = {"aws:ResourceTag/aws:cloudformation:logical-id": "KMSKeyForCloudTrail"}
OWN_ROLE, RUNBOOK_ROLE = f"{IAM}:role/baseline-administrator", f"{IAM}:role/baseline-BlockAccountPublicAccess"
RUNBOOK = type(ADMIN)(ADMIN.type, RUNBOOK_ROLE, OURS)
TASK = {"aws:AssumedRoot": "true"}
HERE, ELSEWHERE = {"aws:RequestedRegion": "eu-west-1"}, {"aws:RequestedRegion": "ap-northeast-1"}
GLOBAL = {"aws:RequestedRegion": "us-west-2"}
FOR_US = {"aws:SourceOrgID": OURS, "aws:SourceAccount": ACCOUNT}
FOR_THEM = {"aws:SourceOrgID": FOREIGN, "aws:SourceAccount": OTHER_ACCOUNT}
PLAIN, TLS_11, TLS_12 = {"aws:SecureTransport": "false"}, {"s3:TlsVersion": "1.1"}, {"s3:TlsVersion": "1.2"}
TRUSTED_ACCOUNT = "777788889999"
PARTNER = type(ADMIN)(ADMIN.type, f"arn:aws:iam::{TRUSTED_ACCOUNT}:role/Partner", "o-partner00000")


@cache
def everything() -> Made:
    """The article with all of its policies."""
    return made(
        "organization-guardrails",
        ServiceControlPolicies="ENABLED",
        ResourceControlPolicies="ENABLED",
        Ec2Settings="ENABLED",
        S3Settings="ENABLED",
        AiOptOut="ENABLED",
        ExemptRoleName="BreakGlass",
        ProtectedBucketName="our-logs-*",
        AllowedRegions="eu-west-1,us-east-1",
        OrganizationId=OURS,
        TrustedAccountIds=TRUSTED_ACCOUNT,
    )


def _policy(name: str, kind: str, rows: dict[str, list[Row]]) -> Table:
    found = property_of(f"OrganizationsPolicyFor{name}", "Content")
    return Table(f"organization-guardrails {name}", kind, everything, found, rows)


ACCOUNTS = _policy(
    "Account",
    "scp",
    {
        "DenyRootUser": [
            Row(ROOT, "s3:ListAllMyBuckets", "*", DENIED),
            Row(ROOT, "iam:CreateAccessKey", "*", DENIED),
            Row(ROOT, "s3:DeleteBucketPolicy", "arn:aws:s3:::locked-out", ALLOWED, TASK),
            Row(ADMIN, "s3:ListAllMyBuckets", "*", ALLOWED),
        ],
        "DenyLeaving": [
            Row(ADMIN, "organizations:LeaveOrganization", "*", DENIED),
            Row(BREAK_GLASS, "organizations:LeaveOrganization", "*", DENIED),
            Row(ADMIN, "account:CloseAccount", "*", DENIED),
            Row(ADMIN, "organizations:DescribeOrganization", "*", ALLOWED),
        ],
        "DenyLongTermCredentials": [
            Row(ADMIN, "iam:CreateAccessKey", f"{IAM}:user/bob", DENIED),
            Row(ANN, "iam:CreateAccessKey", f"{IAM}:user/ann", DENIED),
            Row(ADMIN, "iam:CreateUser", f"{IAM}:user/bob", DENIED),
            Row(BREAK_GLASS, "iam:CreateUser", f"{IAM}:user/bob", ALLOWED),
            Row(STACK_SETS, "iam:CreateUser", f"{IAM}:user/bob", ALLOWED),
            Row(ADMIN, "iam:DeleteAccessKey", f"{IAM}:user/bob", ALLOWED),
        ],
        "DenyChangingBaseline": [
            Row(ADMIN, "iam:AttachRolePolicy", OWN_ROLE, DENIED),
            Row(ADMIN, "iam:CreateRole", f"{IAM}:role/stacksets-exec-mine", DENIED),
            Row(ADMIN, "iam:UpdateAssumeRolePolicy", BREAK_GLASS.arn, DENIED),
            Row(ADMIN, "iam:CreateRole", f"{IAM}:role/app", ALLOWED),
            Row(STACK_SETS, "iam:UpdateRole", OWN_ROLE, ALLOWED),
            Row(LINKED, "iam:CreateRole", f"{IAM}:role/stacksets-exec-theirs", ALLOWED),
            Row(ADMIN, "iam:PassRole", OWN_ROLE, ALLOWED),
        ],
    },
)
WATCHING = _policy(
    "Watching",
    "scp",
    {
        "DenyBlinding": [
            Row(ADMIN, "cloudtrail:StopLogging", regional("cloudtrail", "trail/t"), DENIED),
            Row(ADMIN, "config:StopConfigurationRecorder", "*", DENIED),
            Row(ADMIN, "guardduty:DeleteDetector", regional("guardduty", "detector/1"), DENIED),
            Row(ADMIN, "securityhub:DisableSecurityHub", regional("securityhub", "hub/default"), DENIED),
            Row(ADMIN, "access-analyzer:DeleteAnalyzer", regional("access-analyzer", "analyzer/a"), DENIED),
            Row(ROOT, "cloudtrail:DeleteTrail", regional("cloudtrail", "trail/t"), DENIED),
            Row(BREAK_GLASS, "cloudtrail:StopLogging", regional("cloudtrail", "trail/t"), ALLOWED),
            Row(STACK_SETS, "config:PutConfigurationRecorder", "*", ALLOWED),
            Row(ADMIN, "cloudtrail:LookupEvents", "*", ALLOWED),
            Row(ADMIN, "config:PutConfigRule", regional("config", "config-rule/r"), ALLOWED),
        ],
        "DenyStoppingBaseline": [
            Row(ADMIN, "sns:DeleteTopic", regional("sns", "baseline-alerts"), DENIED),
            Row(ADMIN, "sns:DeleteTopic", regional("sns", "mine"), ALLOWED),
            Row(ADMIN, "cloudwatch:DeleteAlarms", regional("cloudwatch", "alarm:baseline-root"), DENIED),
            Row(STACK_SETS, "cloudwatch:DeleteAlarms", regional("cloudwatch", "alarm:baseline-root"), ALLOWED),
        ],
    },
)
LOGS = _policy(
    "Logs",
    "scp",
    {
        "DenyEmptyingLogs": [
            Row(ADMIN, "s3:DeleteObject", OBJECT, DENIED),
            Row(ADMIN, "s3:PutBucketPolicy", BUCKET, DENIED),
            Row(ROOT, "s3:DeleteBucket", BUCKET, DENIED),
            Row(ADMIN, "s3:DeleteObject", OTHER_OBJECT, ALLOWED),
            Row(ADMIN, "s3:DeleteObject", "arn:aws:s3:::team-s3fordata-abc/key", ALLOWED),
            Row(ADMIN, "s3:DeleteObjectVersion", "arn:aws:s3:::archive-s3forconfigarchive-abc/x", DENIED),
            Row(ADMIN, "s3:PutBucketVersioning", "arn:aws:s3:::our-logs-2026", DENIED),
            Row(ADMIN, "s3:GetObject", OBJECT, ALLOWED),
            Row(BREAK_GLASS, "s3:PutLifecycleConfiguration", BUCKET, ALLOWED),
        ],
        "DenyDestroyingKeys": [
            Row(ADMIN, "kms:ScheduleKeyDeletion", KEY, DENIED, OF_TEMPLATE),
            Row(ADMIN, "kms:DisableKey", KEY, DENIED, OF_TEMPLATE),
            Row(ADMIN, "kms:ScheduleKeyDeletion", KEY, ALLOWED),
            Row(ADMIN, "kms:Decrypt", KEY, ALLOWED, OF_TEMPLATE),
            Row(STACK_SETS, "kms:PutKeyPolicy", KEY, ALLOWED, OF_TEMPLATE),
        ],
        "DenyOpeningBuckets": [
            Row(ADMIN, "s3:PutAccountPublicAccessBlock", "*", DENIED),
            Row(RUNBOOK, "s3:PutAccountPublicAccessBlock", "*", ALLOWED),
            Row(ADMIN, "s3:GetAccountPublicAccessBlock", "*", ALLOWED),
        ],
    },
)
REGIONS = _policy(
    "Regions",
    "scp",
    {
        "DenyOtherRegions": [
            Row(ADMIN, "ec2:RunInstances", "*", DENIED, ELSEWHERE),
            Row(ADMIN, "ec2:RunInstances", "*", ALLOWED, HERE),
            Row(ADMIN, "iam:CreateRole", f"{IAM}:role/app", ALLOWED, GLOBAL),
            Row(ADMIN, "sts:GetCallerIdentity", "*", ALLOWED, ELSEWHERE),
            Row(ADMIN, "route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/z", ALLOWED, GLOBAL),
            Row(ADMIN, "s3:CreateBucket", "arn:aws:s3:::data", DENIED, ELSEWHERE),
            Row(
                BREAK_GLASS,
                "ec2:TerminateInstances",
                regional("ec2", "instance/i", "ap-northeast-1"),
                ALLOWED,
                ELSEWHERE,
            ),
            Row(ROOT, "ec2:RunInstances", "*", DENIED, ELSEWHERE),
        ],
    },
)
PERIMETER = _policy(
    "Perimeter",
    "rcp",
    {
        "DenyOutsideOrganization": [
            Row(STRANGER, "s3:GetObject", OTHER_OBJECT, DENIED),
            Row(ANYBODY, "s3:GetObject", OTHER_OBJECT, DENIED),
            Row(root(OTHER_ACCOUNT, FOREIGN), "kms:Decrypt", KEY, DENIED),
            Row(STRANGER, "secretsmanager:GetSecretValue", SECRET, DENIED),
            Row(STRANGER, "sqs:SendMessage", QUEUE, DENIED),
            Row(STRANGER, "sts:AssumeRole", f"{IAM}:role/app", DENIED),
            Row(ADMIN, "s3:GetObject", OTHER_OBJECT, ALLOWED),
            Row(ADMIN, "kms:Decrypt", KEY, ALLOWED),
            Row(PARTNER, "s3:GetObject", OTHER_OBJECT, ALLOWED),
            Row(CONFIG, "s3:PutObject", OBJECT, ALLOWED, FOR_US),
            # Not a service that resource control policies reach.
            Row(STRANGER, "sns:Publish", regional("sns", "topic"), ALLOWED),
        ],
        "DenyConfusedDeputy": [
            Row(CLOUDTRAIL, "s3:PutObject", OBJECT, DENIED, FOR_THEM),
            Row(CLOUDTRAIL, "s3:PutObject", OBJECT, ALLOWED, FOR_US),
            Row(CLOUDTRAIL, "kms:GenerateDataKey", KEY, DENIED, FOR_THEM),
            Row(CLOUDTRAIL, "kms:GenerateDataKey", KEY, ALLOWED),
            Row(CONFIG, "sts:AssumeRole", f"{IAM}:role/recorder", DENIED, FOR_THEM),
            Row(CONFIG, "s3:PutObject", OBJECT, ALLOWED, FOR_THEM | {"aws:SourceAccount": TRUSTED_ACCOUNT}),
        ],
    },
)
TRANSPORT = _policy(
    "Transport",
    "rcp",
    {
        "DenyPlainHttp": [
            Row(ADMIN, "s3:GetObject", OTHER_OBJECT, DENIED, PLAIN),
            Row(ADMIN, "s3:GetObject", OTHER_OBJECT, ALLOWED),
            Row(ADMIN, "sqs:SendMessage", QUEUE, DENIED, PLAIN),
            Row(ADMIN, "secretsmanager:GetSecretValue", SECRET, ALLOWED),
        ],
        "DenyOldTls": [
            Row(ADMIN, "s3:GetObject", OTHER_OBJECT, DENIED, TLS_11),
            Row(ADMIN, "s3:GetObject", OTHER_OBJECT, ALLOWED, TLS_12),
        ],
    },
)
TABLES = (ACCOUNTS, WATCHING, LOGS, REGIONS, PERIMETER, TRANSPORT)
