"""SQS queues encrypt their messages; the runbook turns on encryption with keys that SQS manages, and can turn it off again.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html
https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1
"""

from typing import Any

from awacs import sqs

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Guard, Input, Mode, Runbook, Scope, Text

POLICY = """\
# Config has the attributes of a queue as text. A key of KMS is as good as the keys that SQS manages.
rule queue_is_encrypted when resourceType == "AWS::SQS::Queue"
                             configuration is_struct {
    configuration.KmsMasterKeyId == /./
    or configuration.SqsManagedSseEnabled in ["true", true]
}
"""


def read(events: Events) -> dict[str, Any]:
    """The key of KMS, empty where there is none, and whether SQS encrypts with keys of its own."""
    import boto3

    names = ["KmsMasterKeyId", "SqsManagedSseEnabled"]
    answer = boto3.client("sqs").get_queue_attributes(QueueUrl=events["QueueUrl"], AttributeNames=names)
    found = answer.get("Attributes", {})
    return {"KmsMasterKeyId": found.get(names[0], ""), "SqsManagedSseEnabled": found.get(names[1], "false")}


def complies(state: dict[str, Any], events: Events) -> bool:
    """Either encryption will do: a key that is there already is never replaced."""
    return bool(state["KmsMasterKeyId"]) or state["SqsManagedSseEnabled"] == "true"


def tags(events: Events) -> list[str]:
    """The keys of the queue's tags."""
    import boto3

    return [*boto3.client("sqs").list_queue_tags(QueueUrl=events["QueueUrl"]).get("Tags", {})]


def restore(events: Events, context: object) -> None:
    """Set the former value and wait for it; a key of KMS that came later is not taken away."""
    import json
    import time

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    if read(events)["KmsMasterKeyId"] != wanted["KmsMasterKeyId"]:
        raise ValueError("the queue has another key of KMS than it had before the repair: nothing was changed")
    boto3.client("sqs").set_queue_attributes(
        QueueUrl=events["QueueUrl"], Attributes={"SqsManagedSseEnabled": wanted["SqsManagedSseEnabled"]}
    )
    for _ in range(12):
        if read(events) == wanted:
            return
        time.sleep(10)
    raise ValueError("SQS does not show the former setting after two minutes")


# It takes up to a minute until an attribute that was set is answered.
REPAIR = (
    {
        "name": "TurnOnEncryption",
        "action": "aws:executeAwsApi",
        "inputs": {
            "Service": "sqs",
            "Api": "SetQueueAttributes",
            "QueueUrl": "{{ QueueUrl }}",
            "Attributes": {"SqsManagedSseEnabled": "true"},
        },
    },
    {
        "name": "WaitForEncryption",
        "action": "aws:waitForAwsResourceProperty",
        "timeoutSeconds": 120,
        "inputs": {
            "Service": "sqs",
            "Api": "GetQueueAttributes",
            "QueueUrl": "{{ QueueUrl }}",
            "AttributeNames": ["SqsManagedSseEnabled"],
            "PropertySelector": "$.Attributes.SqsManagedSseEnabled",
            "DesiredValues": ["true"],
        },
    },
)

CONTROL = Control(
    identifier="SQS_QUEUE_ENCRYPTED",
    title=Text("SQS queues are encrypted at rest", "SQS キューは保管時に暗号化されている"),
    why=Text(
        "Messages that wait in the queue are otherwise stored in the clear.",
        "暗号化しないと、キューで待機するメッセージが平文のまま保存されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("SQS.1",)),
    guard=Guard(resource_types=("AWS::SQS::Queue",), policy=POLICY),
    runbook=Runbook(
        name="EncryptSqsQueue",
        description="Encrypts new messages of a queue with keys that SQS manages, free and without a key policy; Restore ends that.",
        inputs=(
            Input(
                name="QueueUrl",
                type="String",
                description="The queue.",
                allowed_pattern="^https://sqs[.][a-z0-9-]+[.][a-z0-9.-]+/[0-9]{12}/[a-zA-Z0-9_-]{1,80}([.]fifo)?$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=REPAIR, restore=restore, tags=tags),
            payload={"QueueUrl": "{{ QueueUrl }}"},
        ),
        permissions=(allow(sqs.GetQueueAttributes, sqs.SetQueueAttributes, sqs.ListQueueTags, on=arn("sqs", "*")),),
    ),
)
