"""Access logs of a distribution in a bucket that the user names: standard logging (v2), which needs no ACLs, unlike the one before it.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, GetAtt, Not, Ref, Sub, logs

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.text_parameter import text_parameter
from generator.model import Comment, Condition, Element, Parameter

LOG_BUCKET, LOGS = "WebSiteLogBucketName", "LogsWebSite"
NAME = Sub(f"${{{NAME_PREFIX}}}-web-site")


def cloudfront_log_parameter(group: str) -> Parameter:
    """The bucket's name; empty for none."""
    return text_parameter(
        LOG_BUCKET,
        "Bucket for access logs of the site",
        "Bucket of this account whose policy lets delivery.logs.amazonaws.com write what viewers asked CloudFront for. Empty logs none.",
        or_nothing(BUCKET_NAME_PATTERN),
        "The name of a bucket, or nothing.",
        group=group,
    )


def cloudfront_log_condition(made: str) -> Condition:
    """Whether the distribution that is made under ``made`` is logged."""
    return Condition(LOGS, And({"Condition": made}, Not(Equals(Ref(LOG_BUCKET), ""))))


def cloudfront_logs(distribution: str) -> Iterator[Element]:
    """What delivers the log of ``distribution``; all of it is of us-east-1."""
    yield Comment("Standard logging (v2) of CloudFront, if wanted: below AWSLogs/ in the bucket.")
    yield logs.DeliverySource(
        "CloudWatchLogsDeliverySourceForWebSite",
        Condition=LOGS,
        Name=NAME,
        LogType="ACCESS_LOGS",
        ResourceArn=Sub(f"arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{distribution}}}"),
    )
    yield logs.DeliveryDestination(
        "CloudWatchLogsDeliveryDestinationForWebSite",
        Condition=LOGS,
        Name=NAME,
        OutputFormat="json",
        DestinationResourceArn=Sub(f"arn:${{AWS::Partition}}:s3:::${{{LOG_BUCKET}}}"),
    )
    yield logs.Delivery(
        "CloudWatchLogsDeliveryForWebSite",
        Condition=LOGS,
        DeliverySourceName=Ref("CloudWatchLogsDeliverySourceForWebSite"),
        DeliveryDestinationArn=GetAtt("CloudWatchLogsDeliveryDestinationForWebSite", "Arn"),
    )
