"""What the policies of buckets, keys and topics decide that other templates make."""

from collections.abc import Callable
from functools import cache, partial

from generator.permissions.request import ANYBODY, Principal, service
from tests.articles.decisions import (
    ADMIN,
    ALLOWED,
    CLOUDTRAIL,
    CONFIG,
    DENIED,
    FOREIGN,
    LOGGING,
    OTHER_ACCOUNT,
    OURS,
    ROOT,
    STRANGER,
    Row,
    Table,
    property_of,
    regional,
)
from tests.articles.evaluation import ACCOUNT, HOME, Made, made

stack = cache(made)
PLAIN, TLS_11 = {"aws:SecureTransport": "false"}, {"s3:TlsVersion": "1.1"}
OWNED = {"s3:x-amz-acl": "bucket-owner-full-control"}
TRAIL = {"aws:SourceArn": regional("cloudtrail", "trail/baseline"), "aws:SourceAccount": ACCOUNT}
FOREIGN_TRAIL = {
    "aws:SourceArn": f"arn:aws:cloudtrail:{HOME}:{OTHER_ACCOUNT}:trail/baseline",
    "aws:SourceAccount": OTHER_ACCOUNT,
}
OUR_ORGANIZATION, FOREIGN_ORGANIZATION = {"aws:SourceOrgID": OURS}, {"aws:SourceOrgID": FOREIGN}
KEY = regional("kms", "key/made-kmskeyforcloudtrail")
LOGS, ALARMS, EVENTS, BUDGETS, ANOMALIES = (
    service(f"{name}.amazonaws.com") for name in (f"logs.{HOME}", "cloudwatch", "events", "budgets", "costalerts")
)


def tls(bucket: str) -> dict[str, list[Row]]:
    """What every bucket refuses."""
    thing = f"arn:aws:s3:::{bucket}/key"
    return {
        "DenyPlainHttp": [
            Row(ADMIN, "s3:GetObject", thing, DENIED, PLAIN),
            Row(ROOT, "s3:ListBucket", f"arn:aws:s3:::{bucket}", DENIED, PLAIN),
            Row(ADMIN, "s3:GetObject", thing, ALLOWED),
        ],
        "DenyOldTls": [
            Row(ADMIN, "s3:GetObject", thing, DENIED, TLS_11),
            Row(ADMIN, "s3:GetObject", thing, ALLOWED, {"s3:TlsVersion": "1.3"}),
            Row(STRANGER, "s3:GetObject", thing, DENIED),
            Row(ANYBODY, "s3:GetObject", thing, DENIED),
        ],
    }


def _archive(name: str, principal: Principal) -> Table:
    bucket = f"made-s3for{name.lower()}archive"
    here, thing = f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/AWSLogs/{OTHER_ACCOUNT}/x"
    rows = {
        "AllowServiceToCheck": [
            Row(principal, "s3:GetBucketAcl", here, ALLOWED, OUR_ORGANIZATION),
            Row(principal, "s3:GetBucketAcl", here, DENIED, FOREIGN_ORGANIZATION),
            Row(principal, "s3:GetBucketAcl", here, DENIED),
        ],
        "AllowServiceToDeliver": [
            Row(principal, "s3:PutObject", thing, ALLOWED, OWNED | OUR_ORGANIZATION),
            Row(principal, "s3:PutObject", thing, DENIED, OUR_ORGANIZATION),
            Row(principal, "s3:PutObject", thing, DENIED, OWNED | FOREIGN_ORGANIZATION),
            Row(principal, "s3:PutObject", f"{here}/elsewhere", DENIED, OWNED | OUR_ORGANIZATION),
            Row(principal, "s3:PutObject", thing, DENIED, OWNED | OUR_ORGANIZATION | PLAIN),
            Row(LOGGING, "s3:PutObject", thing, DENIED, OWNED | OUR_ORGANIZATION),
        ],
        "DenyDeletion": [
            Row(ADMIN, "s3:DeleteObject", thing, DENIED),
            Row(ROOT, "s3:DeleteObjectVersion", thing, DENIED),
            Row(ADMIN, "s3:GetObject", thing, ALLOWED),
        ],
        **tls(bucket),
    }
    document = property_of(f"S3BucketPolicyFor{name}Archive", "PolicyDocument")
    made_here = partial(stack, "log-archive", ArchiveOrganizationId=OURS)
    return Table(f"log-archive {name}", "resource", made_here, document, rows)


PRIVATE = Table(
    "private-bucket",
    "resource",
    partial(stack, "private-bucket"),
    property_of("S3BucketPolicyForData", "PolicyDocument"),
    tls("made-s3fordata"),
)
CLOUDTRAIL_STACK = partial(stack, "cloudtrail", TrailKey="CREATE", TrailTopic="CREATE")
TRAIL_KEY = Table(
    "cloudtrail key",
    "resource",
    CLOUDTRAIL_STACK,
    property_of("KMSKeyForCloudTrail", "KeyPolicy"),
    {
        "AllowAccountToManage": [
            Row(ADMIN, "kms:Decrypt", KEY, ALLOWED),
            Row(ROOT, "kms:PutKeyPolicy", KEY, ALLOWED),
            Row(STRANGER, "kms:Decrypt", KEY, DENIED),
        ],
        "AllowTrailToEncrypt": [
            Row(
                CLOUDTRAIL,
                "kms:GenerateDataKey",
                KEY,
                ALLOWED,
                TRAIL | {"kms:EncryptionContext:aws:cloudtrail:arn": TRAIL["aws:SourceArn"]},
            ),
            Row(CLOUDTRAIL, "kms:GenerateDataKey", KEY, DENIED, TRAIL),
            Row(
                CLOUDTRAIL,
                "kms:GenerateDataKey",
                KEY,
                DENIED,
                FOREIGN_TRAIL | {"kms:EncryptionContext:aws:cloudtrail:arn": FOREIGN_TRAIL["aws:SourceArn"]},
            ),
        ],
        "AllowTrailToDescribe": [
            Row(CLOUDTRAIL, "kms:DescribeKey", KEY, ALLOWED, TRAIL),
            Row(CLOUDTRAIL, "kms:DescribeKey", KEY, DENIED, FOREIGN_TRAIL),
            Row(CONFIG, "kms:DescribeKey", KEY, DENIED, TRAIL),
        ],
        "AllowTrailToNotify": [
            Row(
                CLOUDTRAIL,
                "kms:Decrypt",
                KEY,
                ALLOWED,
                TRAIL | {"kms:EncryptionContext:aws:sns:topicArn": regional("sns", "baseline-cloudtrail")},
            ),
            Row(
                CLOUDTRAIL,
                "kms:Decrypt",
                KEY,
                DENIED,
                TRAIL | {"kms:EncryptionContext:aws:sns:topicArn": regional("sns", "another")},
            ),
        ],
        "AllowLogGroupToEncrypt": [
            Row(
                LOGS,
                "kms:Encrypt",
                KEY,
                ALLOWED,
                {"kms:EncryptionContext:aws:logs:arn": regional("logs", "log-group:/aws/cloudtrail/baseline")},
            ),
            Row(
                LOGS,
                "kms:Encrypt",
                KEY,
                DENIED,
                {"kms:EncryptionContext:aws:logs:arn": regional("logs", "log-group:another")},
            ),
        ],
    },
)
TRAIL_BUCKET = Table(
    "cloudtrail bucket",
    "resource",
    CLOUDTRAIL_STACK,
    property_of("S3BucketPolicyForCloudTrail", "PolicyDocument"),
    {
        "AllowTrailToCheck": [
            Row(CLOUDTRAIL, "s3:GetBucketAcl", "arn:aws:s3:::made-s3forcloudtrail", ALLOWED, TRAIL),
            Row(CLOUDTRAIL, "s3:GetBucketAcl", "arn:aws:s3:::made-s3forcloudtrail", DENIED, FOREIGN_TRAIL),
        ],
        "AllowTrailToDeliver": [
            Row(
                CLOUDTRAIL,
                "s3:PutObject",
                f"arn:aws:s3:::made-s3forcloudtrail/AWSLogs/{ACCOUNT}/x",
                ALLOWED,
                OWNED | TRAIL,
            ),
            Row(CLOUDTRAIL, "s3:PutObject", f"arn:aws:s3:::made-s3forcloudtrail/AWSLogs/{ACCOUNT}/x", DENIED, TRAIL),
            Row(
                CLOUDTRAIL,
                "s3:PutObject",
                f"arn:aws:s3:::made-s3forcloudtrail/AWSLogs/{OTHER_ACCOUNT}/x",
                DENIED,
                OWNED | TRAIL,
            ),
        ],
        **tls("made-s3forcloudtrail"),
    },
)


def topic_table(name: str, made_here: Callable[[], Made], logical_id: str, rows: dict[str, list[Row]]) -> Table:
    topic = regional("sns", name)
    transport = [Row(ADMIN, "sns:Publish", topic, DENIED, PLAIN), Row(ADMIN, "sns:Publish", topic, ALLOWED)]
    document = property_of(logical_id, "PolicyDocument")
    return Table(name, "resource", made_here, document, {**rows, "DenyPlainHttp": transport})


def publishes(who: Principal, context: dict[str, str], topic: str = "baseline-alerts") -> list[Row]:
    """What may publish with this context, and may not with that of a foreign account."""
    foreign = {key: value.replace(ACCOUNT, OTHER_ACCOUNT) for key, value in context.items()}
    topic_arn = regional("sns", topic)
    return [
        Row(who, "sns:Publish", topic_arn, ALLOWED, context),
        Row(who, "sns:Publish", topic_arn, DENIED, foreign or PLAIN),
        Row(who, "sns:Subscribe", topic_arn, DENIED, context),
    ]


ALERTS = topic_table(
    "baseline-alerts",
    partial(stack, "notifications"),
    "SNSTopicPolicyForAlerts",
    {
        "AllowAlarms": publishes(
            ALARMS, {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": regional("cloudwatch", "alarm:a")}
        ),
        "AllowEvents": publishes(EVENTS, {}),
        "AllowBudgets": publishes(
            BUDGETS, {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/b"}
        ),
        "AllowCostAnomalies": publishes(ANOMALIES, {"aws:SourceAccount": ACCOUNT}),
    },
)
TRAIL_TOPIC = topic_table(
    "baseline-cloudtrail",
    CLOUDTRAIL_STACK,
    "SNSTopicPolicyForCloudTrail",
    {"AllowTrailToPublish": publishes(CLOUDTRAIL, TRAIL, "baseline-cloudtrail")},
)
ALERT_KEY, QUEUE = regional("kms", "key/made-kmskeyforalerts"), regional("sqs", "made-sqsforconfig")
FOR_ALERTS = {"kms:EncryptionContext:aws:sns:topicArn": regional("sns", "baseline-alerts")}
FOR_ANOTHER = {"kms:EncryptionContext:aws:sns:topicArn": regional("sns", "another")}


def _encrypts(*services: Principal) -> list[Row]:
    """What may use the key for one topic and for no other."""
    return [
        row
        for who in services
        for row in (
            Row(who, "kms:GenerateDataKey", ALERT_KEY, ALLOWED, FOR_ALERTS),
            Row(who, "kms:Decrypt", ALERT_KEY, DENIED, FOR_ANOTHER),
            Row(who, "kms:ScheduleKeyDeletion", ALERT_KEY, DENIED, FOR_ALERTS),
        )
    ]


ALERTS_KEY = Table(
    "notifications key",
    "resource",
    partial(stack, "notifications", AlertTopicKey="CREATE"),
    property_of("KMSKeyForAlerts", "KeyPolicy"),
    {
        "AllowAccountToManage": [
            Row(ADMIN, "kms:DescribeKey", ALERT_KEY, ALLOWED),
            Row(STRANGER, "kms:DescribeKey", ALERT_KEY, DENIED),
        ],
        "AllowAlarmsAndEvents": _encrypts(ALARMS, EVENTS),
        "AllowBudgetsAndCostAnomalies": _encrypts(BUDGETS, ANOMALIES),
    },
)
RULE = {"aws:SourceArn": regional("events", "rule/made-eventsruleforconfigqueue")}
CONFIG_QUEUE = Table(
    "config-notifications queue",
    "resource",
    partial(stack, "config-notifications", ConfigQueue="CREATE"),
    property_of("SQSQueuePolicyForConfig", "PolicyDocument"),
    {
        "AllowRuleToSend": [
            Row(EVENTS, "sqs:SendMessage", QUEUE, ALLOWED, RULE),
            Row(EVENTS, "sqs:SendMessage", QUEUE, DENIED, {"aws:SourceArn": regional("events", "rule/another")}),
            Row(EVENTS, "sqs:SendMessage", QUEUE, DENIED),
            Row(EVENTS, "sqs:ReceiveMessage", QUEUE, DENIED, RULE),
            Row(STRANGER, "sqs:SendMessage", QUEUE, DENIED, RULE),
        ],
        "DenyPlainHttp": [
            Row(ADMIN, "sqs:ReceiveMessage", QUEUE, DENIED, PLAIN),
            Row(ADMIN, "sqs:ReceiveMessage", QUEUE, ALLOWED),
        ],
    },
)
TABLES = (
    PRIVATE,
    _archive("CloudTrail", CLOUDTRAIL),
    _archive("Config", CONFIG),
    TRAIL_KEY,
    TRAIL_BUCKET,
    TRAIL_TOPIC,
    ALERTS,
    ALERTS_KEY,
    CONFIG_QUEUE,
)
