"""Queues and their policies.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SQS.html
"""

import json

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, found_by
from generator.template.parameters import as_text

QUEUE_ATTRIBUTES = (
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "DelaySeconds",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "RedriveAllowPolicy",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
)


def _attributes_of(resource: Resource) -> dict[str, str]:
    given = resource.pick(*QUEUE_ATTRIBUTES)
    return {name: json.dumps(value) if isinstance(value, dict) else as_text(value) for name, value in given.items()}


def _create(resource: Resource) -> str:
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())}
    name = resource.name("QueueName", 80)
    attributes = _attributes_of(resource)
    return str(
        resource.call("sqs", "create_queue", QueueName=name, Attributes=attributes, tags=tags or None)["QueueUrl"]
    )


def _update(resource: Resource) -> None:
    attributes = {name: value for name, value in _attributes_of(resource).items() if name != "FifoQueue"}
    resource.call("sqs", "set_queue_attributes", QueueUrl=resource.physical_id, Attributes=attributes)


def _queue_attributes(resource: Resource) -> Attributes:
    url = resource.physical_id
    found = resource.call("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    return {"Arn": found["QueueArn"], "QueueName": url.rsplit("/", 1)[1], "QueueUrl": url}


def _put_policy(resource: Resource) -> str:
    policy = policy_text(resource.properties["PolicyDocument"])
    for url in resource.properties["Queues"]:
        resource.call("sqs", "set_queue_attributes", QueueUrl=url, Attributes={"Policy": policy})
    return resource.physical_id or resource.generated_name(128)


def _delete_policy(resource: Resource) -> None:
    for url in resource.properties["Queues"]:
        resource.call("sqs", "set_queue_attributes", QueueUrl=url, Attributes={"Policy": ""})


ROWS = (
    ResourceType(
        "AWS::SQS::Queue",
        create=_create,
        update=_update,
        delete=by_id("sqs", "delete_queue", "QueueUrl"),
        attributes=_queue_attributes,
        name_property="QueueName",
        taken=found_by("sqs", "get_queue_url", "QueueName"),
    ),
    ResourceType(
        "AWS::SQS::QueuePolicy",
        lateness=2,
        create=_put_policy,
        update=_put_policy,
        delete=_delete_policy,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
)
