from typing import Any

import pytest

from generator.controls.s3_event_notifications_enabled import complies, repair
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web"}
FUNCTION = {
    "Id": "thumbnails",
    "LambdaFunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:thumbnails",
    "Events": ["s3:ObjectCreated:*"],
}


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ({}, False),
        ({"TopicConfigurations": []}, False),
        ({"EventBridgeConfiguration": {}}, True),
        ({"LambdaFunctionConfigurations": [FUNCTION]}, True),
    ],
)
def test_any_destination_complies_and_eventbridge_has_no_settings(state: dict[str, Any], wanted: bool) -> None:
    assert complies(state, EVENTS) is wanted


def test_a_destination_that_came_meanwhile_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        there = {"LambdaFunctionConfigurations": [FUNCTION]}
        s3.add_response("get_bucket_notification_configuration", there, {"Bucket": "web"})
        wanted = {"Bucket": "web", "NotificationConfiguration": {**there, "EventBridgeConfiguration": {}}}
        s3.add_response("put_bucket_notification_configuration", {}, wanted)
        repair(EVENTS, None)
