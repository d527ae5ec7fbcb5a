"""Delivery channels that notify a topic which AWS Config cannot publish to.

https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, function, names, resources
from generator.lint.transforms import as_written


@documented("E9315", "resources", "config", "sns")
class DeliveryChannelEncryptedTopic(CloudFormationLintRule):
    """A delivery channel notifies a topic without a KMS key.

    AWS Config does not support encrypted topics: no notification arrives. Send it to a topic of its own that is not encrypted, or
    take the events of AWS Config from EventBridge to the encrypted one.

    Example::

        Changes:
          Type: AWS::SNS::Topic
          Properties:
            KmsMasterKeyId: alias/aws/sns
        Channel:
          Type: AWS::Config::DeliveryChannel
          Properties:
            S3BucketName: !ImportValue ConfigBucket
            SnsTopicARN: !Ref Changes

    Use instead::

        Changes:
          Type: AWS::SNS::Topic
        Channel:
          Type: AWS::Config::DeliveryChannel
          Properties:
            S3BucketName: !ImportValue ConfigBucket
            SnsTopicARN: !Ref Changes

    Source: https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each channel whose topic always has a key."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    parameters = template.get("Parameters")
    chosen = set(parameters) if isinstance(parameters, dict) else set[str]()
    encrypted = {each.logical_id for each in resources(template, "AWS::SNS::Topic") if _has_key(each, chosen)}
    for channel in resources(template, "AWS::Config::DeliveryChannel"):
        for place in channel.at("SnsTopicARN"):
            for topic in sorted(encrypted & set(names(place.value))):
                yield place.path, f"AWS Config cannot publish to the encrypted {topic}; name a topic without a key"


def _has_key(topic: Declared, parameters: set[str]) -> bool:
    """Whether the topic has a key in every branch; an empty parameter would mean none."""
    return any(
        "Fn::If" not in place.path and not _is_chosen(place.value, parameters) for place in topic.at("KmsMasterKeyId")
    )


def _is_chosen(value: Any, parameters: set[str]) -> bool:
    called = function(value)
    if called is None:
        return not isinstance(value, str) or not value
    return called[0] in ("Ref", "Fn::FindInMap", "Fn::ImportValue") and not set(names(value)) - parameters
