"""Services that tell for whom they act: where AWS documents aws:SourceArn or aws:SourceAccount for a service principal.

https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from typing import Final

_DOCS: Final = "https://docs.aws.amazon.com/"
_CLOUDTRAIL: Final = f"{_DOCS}awscloudtrail/latest/userguide/cross-service-confused-deputy-prevention.html"
_CLOUDTRAIL_TOPIC: Final = f"{_DOCS}awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html"
_CLOUDTRAIL_KEY: Final = f"{_DOCS}awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html"
_CONFIG_BUCKET: Final = f"{_DOCS}config/latest/developerguide/s3-bucket-policy.html"
_CONFIG_TOPIC: Final = f"{_DOCS}config/latest/developerguide/sns-topic-policy.html"
_CONFIG_KEY: Final = f"{_DOCS}config/latest/developerguide/s3-kms-key-policy.html"
_CONFIG_FUNCTION: Final = f"{_DOCS}config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html"
_ACCESS_LOGS: Final = f"{_DOCS}AmazonS3/latest/userguide/enable-server-access-logging.html"
_DELIVERED_LOGS: Final = f"{_DOCS}AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html"
_S3_EVENTS: Final = f"{_DOCS}AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html"
_ORIGIN: Final = f"{_DOCS}AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html"
_EVENTS: Final = f"{_DOCS}eventbridge/latest/userguide/eb-use-resource-based.html"
_ALARMS: Final = f"{_DOCS}sns/latest/dg/sns-access-policy-use-cases.html"
_QUEUES: Final = f"{_DOCS}sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html"
_BUDGETS: Final = f"{_DOCS}cost-management/latest/userguide/budgets-sns-policy.html"
_SES: Final = f"{_DOCS}ses/latest/dg/receiving-email-permissions.html"
_FUNCTIONS: Final = f"{_DOCS}lambda/latest/dg/permissions-function-services.html"
_LOGS_KEY: Final = f"{_DOCS}AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"
_SSM: Final = f"{_DOCS}systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html"

DOCUMENTED: Final = {
    ("bucket", "cloudtrail"): _CLOUDTRAIL,
    ("bucket", "config"): _CONFIG_BUCKET,
    ("bucket", "logging.s3"): _ACCESS_LOGS,
    ("bucket", "delivery.logs"): _DELIVERED_LOGS,
    ("bucket", "cloudfront"): _ORIGIN,
    ("bucket", "ses"): _SES,
    ("topic", "cloudtrail"): _CLOUDTRAIL_TOPIC,
    ("topic", "config"): _CONFIG_TOPIC,
    ("topic", "s3"): _S3_EVENTS,
    ("topic", "cloudwatch"): _ALARMS,
    ("topic", "budgets"): _BUDGETS,
    ("topic", "ses"): _SES,
    ("queue", "s3"): _S3_EVENTS,
    ("queue", "sns"): _QUEUES,
    ("queue", "events"): _EVENTS,
    ("key", "cloudtrail"): _CLOUDTRAIL_KEY,
    ("key", "config"): _CONFIG_KEY,
    ("key", "logs"): _LOGS_KEY,
    ("key", "cloudfront"): _ORIGIN,
    ("key", "ses"): _SES,
    ("function", "apigateway"): _FUNCTIONS,
    ("function", "config"): _CONFIG_FUNCTION,
    ("function", "events"): _EVENTS,
    ("function", "logs"): _FUNCTIONS,
    ("function", "s3"): _FUNCTIONS,
    ("function", "secretsmanager"): _FUNCTIONS,
    ("function", "sns"): _FUNCTIONS,
    ("role", "controltower"): f"{_DOCS}controltower/latest/userguide/conditions-for-role-trust.html",
    ("role", "monitoring.rds"): f"{_DOCS}AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html",
    ("role", "scheduler"): f"{_DOCS}scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
    ("role", "ssm"): _SSM,
    ("role", "vpc-flow-logs"): f"{_DOCS}vpc/latest/userguide/flow-logs-iam-role.html",
}
"""The page, by the kind of policy (``role`` is a role's trust) and the short name of the service principal.

EventBridge does not send the keys to an encrypted topic's or queue's key, CloudTrail not to the role of its log group:
such pairs are not here, and neither is what no page tells.
"""
