from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount


def test_every_destination_that_was_put_is_answered_with_its_filter_and_eventbridge() -> None:
    with StrictAccount() as account:
        session = account.session()
        s3, sqs = session.client("s3"), session.client("sqs")
        url = sqs.create_queue(QueueName="new")["QueueUrl"]
        queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        s3.create_bucket(Bucket="web")

        def answered() -> dict[str, Any]:
            found = s3.get_bucket_notification_configuration(Bucket="web")
            return {key: value for key, value in found.items() if key != "ResponseMetadata"}

        assert answered() == {}
        rule = {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}
        to_queue = {"Id": "1", "QueueArn": queue, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": rule}}
        wanted: Any = {"QueueConfigurations": [to_queue], "EventBridgeConfiguration": {}}
        s3.put_bucket_notification_configuration(Bucket="web", NotificationConfiguration=wanted)
        found = answered()
        assert found.keys() == wanted.keys()
        assert found["QueueConfigurations"][0]["QueueArn"] == queue
        assert [each["Value"] for each in found["QueueConfigurations"][0]["Filter"]["Key"]["FilterRules"]] == ["in/"]


def test_a_bucket_that_is_not_there_is_an_error() -> None:
    with StrictAccount() as account, pytest.raises(Exception, match="NoSuchBucket"):
        account.session().client("s3").get_bucket_notification_configuration(Bucket="gone")
