"""Topics, their policies and subscriptions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SNS.html
"""

import json
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
)
from generator.template.parameters import as_text

TOPIC_ATTRIBUTES = (
    "ContentBasedDeduplication",
    "DisplayName",
    "FifoTopic",
    "KmsMasterKeyId",
    "SignatureVersion",
    "TracingConfig",
)
SUBSCRIPTION_ATTRIBUTES = (
    "DeliveryPolicy",
    "FilterPolicy",
    "FilterPolicyScope",
    "RawMessageDelivery",
    "RedrivePolicy",
    "SubscriptionRoleArn",
)


def _attributes_of(resource: Resource, names: tuple[str, ...]) -> dict[str, str]:
    given = resource.pick(*names)
    return {name: json.dumps(value) if isinstance(value, dict) else as_text(value) for name, value in given.items()}


def _create_topic(resource: Resource) -> str:
    known = {*TOPIC_ATTRIBUTES, "Subscription", "Tags", "TopicName"}
    unknown = sorted(set(resource.properties) - known)
    if unknown:
        raise NotModelled(f"property {unknown[0]} of a topic is not modelled")
    arn = resource.call(
        "sns",
        "create_topic",
        Name=resource.name("TopicName", 256),
        Attributes=_attributes_of(resource, TOPIC_ATTRIBUTES),
        **resource.pick("Tags"),
    )["TopicArn"]
    resource.physical_id = arn
    for subscription in resource.properties.get("Subscription", ()):
        _subscribe(resource, subscription)
    return str(arn)


def _subscribe(resource: Resource, subscription: dict[str, str]) -> None:
    endpoint, protocol = subscription["Endpoint"], subscription["Protocol"]
    resource.call("sns", "subscribe", TopicArn=resource.physical_id, Endpoint=endpoint, Protocol=protocol)


def _update_topic(resource: Resource) -> None:
    arn = resource.physical_id
    for name, value in _attributes_of(resource, TOPIC_ATTRIBUTES).items():
        if resource.properties[name] != resource.old_properties.get(name):
            resource.call("sns", "set_topic_attributes", TopicArn=arn, AttributeName=name, AttributeValue=value)
    for name in set(TOPIC_ATTRIBUTES) & set(resource.old_properties) - set(resource.properties):
        resource.call("sns", "set_topic_attributes", TopicArn=arn, AttributeName=name, AttributeValue="")
    before = resource.old_properties.get("Subscription", [])
    for subscription in resource.properties.get("Subscription", ()):
        if subscription not in before:
            _subscribe(resource, subscription)


def _put_policy(resource: Resource) -> str:
    policy = policy_text(resource.properties["PolicyDocument"])
    for arn in resource.properties["Topics"]:
        resource.call("sns", "set_topic_attributes", TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    return resource.physical_id or resource.generated_name(128)


def _delete_policy(resource: Resource) -> None:
    """The service has no topic without a policy: AWS puts the default one back, which lets the owner do everything."""
    account = resource.account
    for arn in resource.properties["Topics"]:
        owner = f"arn:{account.partition}:iam::{account.account_id}:root"
        statement = {"Effect": "Allow", "Principal": {"AWS": owner}, "Action": "SNS:*", "Resource": arn}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        resource.call("sns", "set_topic_attributes", TopicArn=arn, AttributeName="Policy", AttributeValue=policy)


def _create_subscription(resource: Resource) -> str:
    if "Region" in resource.properties or "ReplayPolicy" in resource.properties:
        raise NotModelled("Region and ReplayPolicy of a subscription are not modelled")
    answer: dict[str, Any] = resource.call(
        "sns",
        "subscribe",
        Attributes=_attributes_of(resource, SUBSCRIPTION_ATTRIBUTES),
        ReturnSubscriptionArn=True,
        **resource.pick("Endpoint", "Protocol", "TopicArn"),
    )
    return str(answer["SubscriptionArn"])


def _update_subscription(resource: Resource) -> None:
    for name, value in _attributes_of(resource, SUBSCRIPTION_ATTRIBUTES).items():
        resource.call(
            "sns",
            "set_subscription_attributes",
            SubscriptionArn=resource.physical_id,
            AttributeName=name,
            AttributeValue=value,
        )


def _topic_exists(resource: Resource, name: str) -> bool:
    account = resource.account
    arn = f"arn:{account.partition}:sns:{account.region}:{account.account_id}:{name}"
    return any(topic["TopicArn"] == arn for topic in resource.call("sns", "list_topics")["Topics"])


def _topic_attributes(resource: Resource) -> Attributes:
    return {"TopicArn": resource.physical_id, "TopicName": resource.physical_id.rsplit(":", 1)[1]}


ROWS = (
    ResourceType(
        "AWS::SNS::Topic",
        create=_create_topic,
        update=_update_topic,
        delete=by_id("sns", "delete_topic", "TopicArn"),
        attributes=_topic_attributes,
        name_property="TopicName",
        taken=_topic_exists,
    ),
    ResourceType(
        "AWS::SNS::TopicPolicy",
        lateness=2,
        create=_put_policy,
        update=_put_policy,
        delete=_delete_policy,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::SNS::Subscription",
        create=_create_subscription,
        update=_update_subscription,
        delete=by_id("sns", "unsubscribe", "SubscriptionArn"),
        attributes=lambda resource: {"Arn": resource.physical_id},
    ),
)
