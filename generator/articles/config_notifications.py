"""Emits templates/config-notifications.yaml: what AWS Config says about itself, told to people and queued for programs.

https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import sqs as sqs_action
from awacs.aws import ArnEquals
from troposphere import And, Equals, GetAtt, Ref, Sub, cloudwatch, events, sqs

from generator.blocks.alert_topic import HAS_TOPIC, TOPIC, alert_topic, has_topic, told
from generator.blocks.config_messages import HERE, HISTORY, ITEM, MESSAGES, REEVALUATION, RULES, SNAPSHOT, Message
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.policy import allow, deny_plain_http, policy, service
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP = "Notices of AWS Config"
QUEUE, OWN_QUEUE = "ConfigQueue", "QueuesConfigMessages"
ALARMS, ALARMED = "ConfigDeliveryAlarms", "AlarmsOnConfigDelivery"
FAILURES = {
    "ConfigHistoryExportFailed": ("config-history-export-failed", "could not deliver a configuration history"),
    "ConfigSnapshotExportFailed": ("config-snapshot-export-failed", "could not deliver a configuration snapshot"),
    "ChangeNotificationsDeliveryFailed": (
        "config-change-notification-failed",
        "could not publish a change to the topic of its delivery channel",
    ),
}
"""Metrics of AWS/Config: https://docs.aws.amazon.com/config/latest/developerguide/viewing-the-aws-config-dashboard.html"""


def elements() -> Iterator[Element]:
    """The topic, a choice for each type of message, the alarms and the queue."""
    yield from alert_topic()
    yield from _parameters()
    yield from name_prefix()
    yield has_topic()
    for message in MESSAGES:
        yield from _notice(message)
    yield from _alarms()
    yield from _queue()


def _parameters() -> Iterator[Parameter]:
    for message in MESSAGES:
        yield _switch(message.choice, message.label, message.says, message.default)
    words = (
        "A history, a snapshot or a change that could not be delivered, by the metrics that AWS Config counts itself."
    )
    yield _switch(ALARMS, "Alarms on failed delivery", words, "ENABLED")
    yield Parameter(
        name=QUEUE,
        description=(
            "SQS queue that receives all eight types as events, for programs of this account; whatever the choices above."
            " What nobody fetches is deleted after 14 days."
        ),
        label="Queue for programs",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )


def _switch(name: str, label: str, words: str, default: str) -> Parameter:
    return Parameter(
        name=name,
        description=f"{words} Told to the topic for alerts, where there is one.",
        label=label,
        group=GROUP,
        default=default,
        allowed_values=("DISABLED", "ENABLED"),
    )


def _notice(message: Message) -> Iterator[Element]:
    on = Equals(Ref(message.choice), "ENABLED")
    yield Condition(message.condition, And({"Condition": HAS_TOPIC}, on))
    if message.besides:
        yield Comment(
            "What begins with the prefix is told of by the template that makes it.", "Properties/EventPattern/detail"
        )
    yield events.Rule(
        f"EventsRuleForConfig{message.thing}",
        Condition=message.condition,
        EventPattern=_pattern([message.detail_type], {"messageType": [message.kind], **message.besides}),
        Targets=[told(message.lines, message.paths)],
    )


def _pattern(detail_types: list[str], detail: dict[str, Any] | None = None) -> dict[str, Any]:
    """Another account or Region may send its events to this bus."""
    here = {"account": [Ref("AWS::AccountId")], "region": [Ref("AWS::Region")]}
    return {"source": ["aws.config"], "detail-type": detail_types, **here, **({"detail": detail} if detail else {})}


def _alarms() -> Iterator[Element]:
    yield Condition(ALARMED, And({"Condition": HAS_TOPIC}, Equals(Ref(ALARMS), "ENABLED")))
    for metric, (name, what) in FAILURES.items():
        yield cloudwatch.Alarm(
            f"CloudWatchAlarmFor{metric}",
            Condition=ALARMED,
            AlarmName=Sub(f"${{{NAME_PREFIX}}}-{name}"),
            AlarmDescription=Sub(
                f"AWS Config {what} in {HERE}. Look whether the bucket and the topic of the delivery channel are there, and whether their"
                " policies and keys admit config.amazonaws.com."
            ),
            Namespace="AWS/Config",
            MetricName=metric,
            Statistic="Sum",
            Period=300,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanOrEqualToThreshold",
            TreatMissingData="notBreaching",
            AlarmActions=[Ref(TOPIC)],
        )


def _queue() -> Iterator[Element]:
    yield Condition(OWN_QUEUE, Equals(Ref(QUEUE), "CREATE"))
    yield Comment("Encrypted with SQS's own key: it costs nothing, and EventBridge needs no grant for it.")
    yield sqs.Queue(
        "SQSForConfig",
        Condition=OWN_QUEUE,
        DeletionPolicy="Delete",
        UpdateReplacePolicy="Delete",
        MessageRetentionPeriod=14 * 24 * 60 * 60,
        SqsManagedSseEnabled=True,
    )
    queue = GetAtt("SQSForConfig", "Arn")
    yield events.Rule(
        "EventsRuleForConfigQueue",
        Condition=OWN_QUEUE,
        EventPattern=_pattern([RULES, REEVALUATION, SNAPSHOT, HISTORY, ITEM]),
        Targets=[events.Target(Id=QUEUE, Arn=queue)],
    )
    from_rule = (ArnEquals("aws:SourceArn", GetAtt("EventsRuleForConfigQueue", "Arn")),)
    yield sqs.QueuePolicy(
        "SQSQueuePolicyForConfig",
        Condition=OWN_QUEUE,
        Queues=[Ref("SQSForConfig")],
        PolicyDocument=policy(
            allow(sqs_action.SendMessage, sid="AllowRuleToSend", to=service("events"), on=queue, if_=from_rule),
            deny_plain_http(sqs_action.Action("*"), queue),
        ),
    )
    yield Output(
        name="ConfigQueueUrl",
        description="Queue of what AWS Config says.",
        value=Ref("SQSForConfig"),
        condition=OWN_QUEUE,
    )


ARTICLE = Article(
    title=Text("AWS Config notices", "AWS Config の通知"),
    summary=Text(
        "What AWS Config says, in eight types of message: told to a topic as chosen, failed deliveries as alarms, all to a queue.",
        "AWS Config の 8 種類のメッセージを選んでトピックに通知し、配信の失敗はアラームで、必要なら全件をキューにも送ります。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Three alarms where there is a topic, SNS and SQS by the message; events of AWS services are free.",
        "トピックがある場合のアラーム 3 件、SNS と SQS のメッセージ数。AWS サービスのイベントは無料。",
    ),
    elements=elements,
)
