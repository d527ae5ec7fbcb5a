"""The notification configuration of a bucket as S3 answers it: moto keeps EventBridge and leaves it out of the answer.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
"""

from collections.abc import Iterable
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.buckets import owner_of


def get_notifications(call: Call) -> Answer:
    """All destinations that a call has put; what is not there is left out."""
    from moto.s3.models import s3_backends

    bucket, account = str(call.parameters["Bucket"]), call.account
    if owner_of(bucket) != account.account_id:
        raise call.refuse("NoSuchBucket", "The specified bucket does not exist")
    found = s3_backends[account.account_id][account.partition].get_bucket(bucket).notification_configuration
    if found is None:
        return {}
    answer = {
        "TopicConfigurations": _destinations(found.topic, "TopicArn"),
        "QueueConfigurations": _destinations(found.queue, "QueueArn"),
        "LambdaFunctionConfigurations": _destinations(found.cloud_function, "LambdaFunctionArn"),
    }
    answer = {key: value for key, value in answer.items() if value}
    return answer if found.event_bridge is None else {**answer, "EventBridgeConfiguration": {}}


def _destinations(kept: Iterable[Any], arn: str) -> list[dict[str, Any]]:
    return [{"Id": each.id, arn: each.arn, "Events": each.events, **_filter(each.filters)} for each in kept]


def _filter(filters: Any) -> dict[str, Any]:
    return {"Filter": {"Key": {"FilterRules": filters["S3Key"]["FilterRule"]}}} if filters else {}


DOUBLES: Final = {("s3", "GetBucketNotificationConfiguration"): get_notifications}
