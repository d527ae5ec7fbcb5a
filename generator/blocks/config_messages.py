"""The eight types of message that AWS Config sends, each with its place in EventBridge and what people are told of it.

https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html
https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
"""

from dataclasses import dataclass, field
from typing import Any

from troposphere import Sub

from generator.blocks.deployment import NAME_PREFIX

RULES, ITEM, SNAPSHOT, HISTORY, REEVALUATION = (
    "Config Rules Compliance Change",
    "Config Configuration Item Change",
    "Config Configuration Snapshot Delivery Status",
    "Config Configuration History Delivery Status",
    "Config Rules Re-evaluation Status",
)
"""The detail-types: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-config.html"""
CONSOLE = "https://${AWS::Region}.${Host}/config/home?region=${AWS::Region}"
HERE = "account ${AWS::AccountId}, ${AWS::Region}"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One of the eight types of message: its parameter is ``Config<thing>Notices``; ``besides`` narrows the pattern."""

    thing: str
    label: str
    kind: str
    detail_type: str
    says: str
    lines: tuple[str, ...]
    paths: dict[str, str] = field(default_factory=dict)
    besides: dict[str, Any] = field(default_factory=dict)
    default: str = "DISABLED"

    @property
    def choice(self) -> str:
        """The parameter that turns the notice on."""
        return f"Config{self.thing}Notices"

    @property
    def condition(self) -> str:
        """Whether the notice is on, and there is somebody to tell."""
        return f"TellsOfConfig{self.thing}"


MESSAGES = (
    Message(
        thing="ComplianceChange",
        label="Compliance changes",
        kind="ComplianceChangeNotification",
        detail_type=RULES,
        says=(
            "A resource has become compliant or non-compliant with a rule. Rules whose names begin with NamePrefix are left out, because"
            " the templates that make them tell of their findings themselves, once they are given AlertTopicArn: nobody hears twice."
        ),
        lines=(
            f"<rule> now finds <type> <resource> <compliance> in {HERE}.",
            f"{CONSOLE}#/rules/details?configRuleName=<rule>",
        ),
        paths={
            "rule": "$.detail.configRuleName",
            "type": "$.detail.resourceType",
            "resource": "$.detail.resourceId",
            "compliance": "$.detail.newEvaluationResult.complianceType",
        },
        besides={"configRuleName": [{"anything-but": {"prefix": Sub(f"${{{NAME_PREFIX}}}-")}}]},
    ),
    Message(
        thing="RulesEvaluation",
        label="Evaluations started",
        kind="ConfigRulesEvaluationStarted",
        detail_type=REEVALUATION,
        says="AWS Config has begun to evaluate a rule.",
        lines=(
            f"AWS Config has begun to evaluate <rule> in {HERE}.",
            f"{CONSOLE}#/rules/details?configRuleName=<rule>",
        ),
        paths={"rule": "$.detail.configRuleNames[0]"},
    ),
    Message(
        thing="SnapshotStarted",
        label="Snapshots started",
        kind="ConfigurationSnapshotDeliveryStarted",
        detail_type=SNAPSHOT,
        says="The delivery of a snapshot has begun.",
        lines=(f"AWS Config delivers the snapshot <snapshot> of {HERE}.", f"{CONSOLE}#/settings"),
        paths={"snapshot": "$.detail.configSnapshotId"},
    ),
    Message(
        thing="SnapshotCompleted",
        label="Snapshots delivered",
        kind="ConfigurationSnapshotDeliveryCompleted",
        detail_type=SNAPSHOT,
        says="A snapshot lies in the bucket.",
        lines=(
            f"AWS Config has delivered the snapshot <snapshot> of {HERE}.",
            "It is s3://<bucket>/<key>",
            f"{CONSOLE}#/settings",
        ),
        paths={
            "snapshot": "$.detail.configSnapshotId",
            "bucket": "$.detail.s3Bucket",
            "key": "$.detail.s3ObjectKey",
        },
    ),
    Message(
        thing="SnapshotFailed",
        label="Snapshots that fail",
        kind="ConfigurationSnapshotDeliveryFailed",
        detail_type=SNAPSHOT,
        says="A snapshot could not be delivered: the bucket, its policy or its key refuses AWS Config.",
        lines=(
            f"FAILURE: AWS Config could not deliver the snapshot <snapshot> of {HERE}.",
            "Look whether the bucket of the delivery channel is there, and whether its policy and its key admit config.amazonaws.com:",
            f"{CONSOLE}#/settings",
        ),
        paths={"snapshot": "$.detail.configSnapshotId"},
        default="ENABLED",
    ),
    Message(
        thing="HistoryDelivery",
        label="Histories delivered",
        kind="ConfigurationHistoryDeliveryCompleted",
        detail_type=HISTORY,
        says="The history of a resource type lies in the bucket; every six hours for each type that changed.",
        lines=(
            f"AWS Config has delivered a history of {HERE}.",
            "It is s3://<bucket>/<key>",
            f"{CONSOLE}#/settings",
        ),
        paths={"bucket": "$.detail.s3Bucket", "key": "$.detail.s3ObjectKey"},
    ),
    Message(
        thing="ItemChange",
        label="Changes of resources",
        kind="ConfigurationItemChangeNotification",
        detail_type=ITEM,
        says="A resource was created, changed or deleted: one message for every recorded change, far too many for people in most accounts.",
        lines=(
            f"<type> <resource> is now <status> (<change>) in {HERE}.",
            f"{CONSOLE}#/timeline/<type>/<resource>",
        ),
        paths={
            "type": "$.detail.configurationItem.resourceType",
            "resource": "$.detail.configurationItem.resourceId",
            "status": "$.detail.configurationItem.configurationItemStatus",
            "change": "$.detail.configurationItemDiff.changeType",
        },
    ),
    Message(
        thing="OversizedItemChange",
        label="Changes too large for a message",
        kind="OversizedConfigurationItemChangeNotification",
        detail_type=ITEM,
        says="A resource has changed whose description is too large for a message; the whole of it lies in the bucket.",
        lines=(
            f"<type> <resource> has changed (<change>) in {HERE}.",
            "What it is now does not fit a message and lies at s3://<location>",
            f"{CONSOLE}#/timeline/<type>/<resource>",
        ),
        paths={
            "type": "$.detail.configurationItemSummary.resourceType",
            "resource": "$.detail.configurationItemSummary.resourceId",
            "change": "$.detail.configurationItemSummary.changeType",
            "location": "$.detail.s3DeliverySummary.s3BucketLocation",
        },
    ),
)
