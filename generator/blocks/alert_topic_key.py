"""The customer managed key of a topic to which AWS services publish alerts.

https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
"""

from collections.abc import Iterator

from awacs import kms as action
from awacs.aws import AWSPrincipal, Principal, Statement, StringEquals
from troposphere import If, NoValue, Sub, kms

from generator.blocks.policy import allow, arn, policy
from generator.model import Comment, Element


def alert_topic_key(logical_id: str, condition: str, topic_name: str, costs: str) -> Iterator[Element]:
    """The key, made under ``condition``, of the topic of this name; ``costs`` is the condition under which cost services exist."""
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    of_costs = _encrypts(topic_name, "AllowBudgetsAndCostAnomalies", "budgets", "costalerts")
    yield Comment(
        "It encrypts for this topic only, whose policy says who may publish. EventBridge sends no aws:SourceAccount and no aws:SourceArn"
        " to a key: held to either, its messages are lost without a word."
    )
    yield kms.Key(
        logical_id,
        Condition=condition,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts alerts on their way to people.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            allow(action.Action("*"), sid="AllowAccountToManage", to=root, on="*"),
            _encrypts(topic_name, "AllowAlarmsAndEvents", "cloudwatch", "events"),
            If(costs, of_costs, NoValue),
        ),
    )


def _encrypts(topic_name: str, sid: str, *services: str) -> Statement:
    who = Principal("Service", [f"{name}.amazonaws.com" for name in services])
    for_topic = StringEquals("kms:EncryptionContext:aws:sns:topicArn", arn("sns", topic_name))
    return allow(action.Decrypt, action.Action("GenerateDataKey*"), sid=sid, to=who, on="*", if_=(for_topic,))
