"""Application and classic load balancers log requests; the runbook turns that on with the user's bucket, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/elb-logging-enabled.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
"""

from typing import Any

from awacs import elasticloadbalancing

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.load_balancer_attribute import ARN
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

CLASSIC = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?"


def read(events: Events) -> dict[str, Any]:
    """Where the load balancer logs to; what a log that is off would be written to is no part of it."""
    import boto3

    balancer = events["LoadBalancer"]
    if balancer.startswith("arn:"):
        found = boto3.client("elbv2").describe_load_balancer_attributes(LoadBalancerArn=balancer)["Attributes"]
        values = {each["Key"]: each["Value"] for each in found}
        log = {
            "Enabled": values.get("access_logs.s3.enabled") == "true",
            "S3BucketName": values.get("access_logs.s3.bucket", ""),
            "S3BucketPrefix": values.get("access_logs.s3.prefix", ""),
        }
    else:
        answer = boto3.client("elb").describe_load_balancer_attributes(LoadBalancerName=balancer)
        log = answer["LoadBalancerAttributes"].get("AccessLog", {"Enabled": False})
    return log if log["Enabled"] else {"Enabled": False}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It logs, wherever to."""
    return bool(state["Enabled"])


def tags(events: Events) -> list[str]:
    """The keys of the load balancer's tags."""
    import boto3

    balancer = events["LoadBalancer"]
    if balancer.startswith("arn:"):
        (found,) = boto3.client("elbv2").describe_tags(ResourceArns=[balancer])["TagDescriptions"]
    else:
        (found,) = boto3.client("elb").describe_tags(LoadBalancerNames=[balancer])["TagDescriptions"]
    return [tag["Key"] for tag in found["Tags"]]


def repair(events: Events, context: object) -> None:
    """Log to the bucket; AWS refuses one in which the load balancer may not write."""
    import boto3

    if not events["BucketName"]:
        raise ValueError(
            "no bucket is given: fill the parameter LoadBalancerLogBucket with a bucket of this Region, encrypted with SSE-S3,"
            " in which logdelivery.elasticloadbalancing.amazonaws.com may put objects"
        )
    balancer, bucket = events["LoadBalancer"], events["BucketName"]
    if balancer.startswith("arn:"):
        attributes = {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": bucket}
        boto3.client("elbv2").modify_load_balancer_attributes(
            LoadBalancerArn=balancer, Attributes=[{"Key": key, "Value": value} for key, value in attributes.items()]
        )
    else:
        boto3.client("elb").modify_load_balancer_attributes(
            LoadBalancerName=balancer, LoadBalancerAttributes={"AccessLog": {"Enabled": True, "S3BucketName": bucket}}
        )


def restore(events: Events, context: object) -> None:
    """Log where it logged before, or not at all."""
    import json

    import boto3

    balancer, log = events["LoadBalancer"], json.loads("".join(events["Restore"]))
    if balancer.startswith("arn:"):
        attributes = {"access_logs.s3.enabled": "true" if log["Enabled"] else "false"}
        if log["Enabled"]:
            attributes["access_logs.s3.bucket"] = log["S3BucketName"]
            attributes["access_logs.s3.prefix"] = log["S3BucketPrefix"]
        boto3.client("elbv2").modify_load_balancer_attributes(
            LoadBalancerArn=balancer, Attributes=[{"Key": key, "Value": value} for key, value in attributes.items()]
        )
    else:
        boto3.client("elb").modify_load_balancer_attributes(
            LoadBalancerName=balancer, LoadBalancerAttributes={"AccessLog": log}
        )


CONTROL = Control(
    identifier="ELB_LOGGING_ENABLED",
    title=Text("Load balancers log their requests", "ロードバランサーはアクセスログを記録する"),
    why=Text(
        "Who sent which request, and when, cannot be told afterwards.",
        "誰がいつどのリクエストを送ったかを、後から調べられません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("ELB.5",)),
    runbook=Runbook(
        name="LogLoadBalancerRequests",
        description="Turns on the access log of a load balancer that has none, with the given bucket; Restore turns it off again.",
        inputs=(
            Input(
                name="LoadBalancer",
                type="String",
                description="ARN of an application load balancer, or name of a classic one.",
                allowed_pattern=f"^({ARN}app/[a-zA-Z0-9-]+/[0-9a-f]+|{CLASSIC})$",
                value="RESOURCE_ID",
            ),
            Input(
                name="BucketName",
                type="String",
                description="The bucket for the logs, in this Region. Without one the run is refused.",
                default="",
                allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
                value=Parameter(
                    name="LoadBalancerLogBucket",
                    description=(
                        "Bucket for access logs of load balancers: in this Region, encrypted with SSE-S3, and with a policy that lets"
                        " logdelivery.elasticloadbalancing.amazonaws.com put objects. Empty: ElbLoggingEnabled repairs nothing."
                    ),
                    label="Bucket for load balancer logs",
                    group="Controls",
                    default="",
                    allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
                    constraint="The name of a bucket, or nothing.",
                    example="amzn-s3-demo-bucket",
                ),
            ),
            EXEMPTION,
        ),
        undo=Text("The former log, or none.", "以前のログ設定(なしを含む)。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags),
            payload={"LoadBalancer": "{{ LoadBalancer }}", "BucketName": "{{ BucketName }}"},
        ),
        permissions=(
            allow(elasticloadbalancing.DescribeLoadBalancerAttributes, elasticloadbalancing.DescribeTags, on="*"),
            allow(elasticloadbalancing.ModifyLoadBalancerAttributes, on=arn("elasticloadbalancing", "loadbalancer/*")),
        ),
    ),
)
