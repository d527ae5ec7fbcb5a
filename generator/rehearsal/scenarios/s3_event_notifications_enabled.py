"""Notifications of a bucket: none, to EventBridge, to a queue, and a bucket that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.scenario_bucket import bucket_case, exempt, make_bucket, untouched


def to_queue(session: Session) -> str:
    """A queue gets what is created."""
    sqs = session.client("sqs")
    url = sqs.create_queue(QueueName="uploads")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    bucket = make_bucket(session, "uploads")
    session.client("s3").put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={
            "QueueConfigurations": [{"Id": "new", "QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]
        },
    )
    return bucket


def to_eventbridge(client: Any, bucket: str) -> None:
    """Everything goes to EventBridge."""
    client.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )


def state(client: Any, bucket: str) -> Any:
    """All destinations."""
    found = client.get_bucket_notification_configuration(Bucket=bucket)
    return {key: value for key, value in found.items() if key != "ResponseMetadata"}


SCENARIO = Scenario(
    (
        bucket_case("silent", untouched, state=state, compliant=bool),
        bucket_case("to eventbridge", to_eventbridge, state=state, compliant=bool, ends=Ends.UNCHANGED),
        Case(
            name="to a queue",
            make=to_queue,
            state=lambda session, bucket: state(session.client("s3"), bucket),
            compliant=lambda session, bucket: bool(state(session.client("s3"), bucket)),
            ends=Ends.UNCHANGED,
        ),
        bucket_case("exempt bucket", exempt, state=state, compliant=bool, ends=Ends.EXEMPT),
    )
)
