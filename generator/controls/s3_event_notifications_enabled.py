"""Buckets tell what happens in them; the runbook adds EventBridge to the notifications, and can take it away again.

https://docs.aws.amazon.com/config/latest/developerguide/s3-event-notifications-enabled.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
"""

from typing import Any

from awacs import s3

from generator.blocks.bucket_runbook import BUCKET_INPUTS, THE_BUCKET, on_buckets, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """The bucket's whole notification configuration."""
    import boto3

    found = boto3.client("s3").get_bucket_notification_configuration(Bucket=events["BucketName"])
    return {key: value for key, value in found.items() if key != "ResponseMetadata"}


def complies(state: dict[str, Any], events: Events) -> bool:
    """The events go to a topic, a queue, a function or EventBridge, whose configuration is an empty map."""
    return any(key == "EventBridgeConfiguration" or destinations for key, destinations in state.items())


def repair(events: Events, context: object) -> None:
    """Add EventBridge to whatever there is."""
    import boto3

    boto3.client("s3").put_bucket_notification_configuration(
        Bucket=events["BucketName"],
        NotificationConfiguration={**read(events), "EventBridgeConfiguration": {}},
    )


def restore(events: Events, context: object) -> None:
    """Put the former configuration back."""
    import json

    import boto3

    boto3.client("s3").put_bucket_notification_configuration(
        Bucket=events["BucketName"], NotificationConfiguration=json.loads("".join(events["Restore"]))
    )


CONTROL = Control(
    identifier="S3_EVENT_NOTIFICATIONS_ENABLED",
    title=Text("Buckets announce what happens to their objects", "バケットはオブジェクトのイベントを通知する"),
    why=Text(
        "Without events nobody learns in time that objects are written or deleted.",
        "イベント通知がないと、オブジェクトの書き込みや削除に気付くのが遅れます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, EventBridge rules that match all S3 events get those of this bucket too.",
        "修復後は、すべての S3 イベントに一致する EventBridge ルールがこのバケットのイベントも受け取ります。",
    ),
    framework=Framework(security_hub=("S3.11",)),
    runbook=Runbook(
        name="SendBucketEventsToEventBridge",
        description="Adds EventBridge to a bucket's notifications; Restore puts the former configuration back.",
        inputs=BUCKET_INPUTS,
        undo=Text("The former notification configuration.", "以前の通知設定。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags),
            payload=THE_BUCKET,
        ),
        permissions=(on_buckets(s3.GetBucketNotification, s3.PutBucketNotification),),
    ),
)
