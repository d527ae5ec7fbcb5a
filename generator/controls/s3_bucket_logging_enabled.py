"""Buckets log who reads and writes them; the runbook sends the logs to a bucket of the user's, and can stop that again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-logging-enabled.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
"""

from typing import Any

from awacs import s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Parameter, Runbook, Scope, Text

LOG_BUCKET = Input(
    name="LogBucketName",
    type="String",
    description="The bucket of the same Region and account that receives the logs.",
    default="",
    allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
    value=Parameter(
        name="AccessLogBucketName",
        description=(
            "Bucket of this Region and account that receives the access logs of repaired buckets. Its policy must let"
            " logging.s3.amazonaws.com write. A repair without it fails and changes nothing."
        ),
        label="Bucket for access logs",
        group="Controls",
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    ),
)


def read(events: Events) -> dict[str, Any]:
    """Where the bucket's access logs go; None where there are none."""
    import boto3

    return {"LoggingEnabled": boto3.client("s3").get_bucket_logging(Bucket=events["BucketName"]).get("LoggingEnabled")}


def complies(state: dict[str, Any], events: Events) -> bool:
    """The access logs go somewhere."""
    return bool(state["LoggingEnabled"])


def repair(events: Events, context: object) -> None:
    """Log to the given bucket; raises ValueError where S3 would take the call and deliver nothing, or log its own logs."""
    import boto3
    from botocore.exceptions import ClientError

    client, target = boto3.client("s3"), events["LogBucketName"]
    if not target:
        raise ValueError("no bucket for access logs is given: set AccessLogBucketName of the stack")
    if target == events["BucketName"]:
        raise ValueError(f"{target} receives the access logs and cannot log to itself; exempt it by its tag")
    try:
        policy = client.get_bucket_policy(Bucket=target)["Policy"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucketPolicy":
            raise
        policy = ""
    if "logging.s3.amazonaws.com" not in policy:
        raise ValueError(f"the policy of {target} does not let logging.s3.amazonaws.com write")
    client.put_bucket_logging(
        Bucket=events["BucketName"],
        BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": target, "TargetPrefix": f"{events['BucketName']}/"}},
    )


def restore(events: Events, context: object) -> None:
    """Put the former destination back, or none where there was none."""
    import json

    import boto3

    logging = json.loads("".join(events["Restore"]))["LoggingEnabled"]
    boto3.client("s3").put_bucket_logging(
        Bucket=events["BucketName"], BucketLoggingStatus={"LoggingEnabled": logging} if logging else {}
    )


CONTROL = Control(
    identifier="S3_BUCKET_LOGGING_ENABLED",
    title=Text("Buckets log the requests that they get", "バケットは受け付けたリクエストを記録する"),
    why=Text(
        "After a leak, only access logs tell who read which object.",
        "情報漏えいの後、誰がどのオブジェクトを読んだかを示すのはアクセスログだけです。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(
        # Security Hub's own check looks at the buckets of trails.
        security_hub=("S3.9", "CloudTrail.7"),
        cis={"1.2.0": ("2.6",), "1.4.0": ("3.6",), "3.0.0": ("3.4",), "5.0.0": ("3.4",)},
    ),
    runbook=Runbook(
        name="EnableBucketLogging",
        description=(
            "Sends a bucket's access logs to the given bucket, under the bucket's name; Restore puts the former"
            " destination back, or none."
        ),
        inputs=(*BUCKET_INPUTS, LOG_BUCKET),
        undo=Text("The former destination of the logs, or none.", "以前のログの配信先(なしを含む)。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags),
            payload={**THE_BUCKET, "LogBucketName": "{{ LogBucketName }}"},
        ),
        permissions=(on_buckets(s3.GetBucketLogging, s3.GetBucketPolicy, s3.PutBucketLogging),),
    ),
)
