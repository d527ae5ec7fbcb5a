"""Events that AWS services send to Amazon EventBridge: their sources, detail-types and fields.

https://docs.aws.amazon.com/eventbridge/latest/ref/events.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ENVELOPE: Final = frozenset(
    {"version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "replay-name"}
)
"""The fields of every event (https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html)."""

CLOUDTRAIL_SUFFIX: Final = " via CloudTrail"
"""The end of the detail-types that CloudTrail sends for any service."""


@dataclass(frozen=True)
class EventSource:
    """What one service sends directly; ``complete`` where its page lists all, ``page`` is that page."""

    page: str
    complete: bool
    types: tuple[str, ...]
    details: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fields of ``detail`` by detail-type, where a page documents them."""


def _page(name: str) -> str:
    return f"https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-{name}.html"


SOURCES: Final[Mapping[str, EventSource]] = {
    "aws.access-analyzer": EventSource(
        _page("access-analyzer"),
        False,
        (
            "Access Analyzer Finding",
            "Access Preview State Change",
            "Internal Access Finding",
            "Unused Access Finding for IAM entities",
        ),
    ),
    "aws.backup": EventSource(
        _page("backup"),
        False,
        (
            "Backup Job State Change",
            "Backup Plan State Change",
            "Backup Vault State Change",
            "Copy Job State Change",
            "Recovery Point Change",
            "Recovery Point Index State Change",
            "Recovery Point State Change",
            "Region Setting State Change",
            "Restore Job State Change",
        ),
    ),
    "aws.config": EventSource(
        _page("config"),
        True,
        (
            "Config Configuration History Delivery Status",
            "Config Configuration Item Change",
            "Config Configuration Snapshot Delivery Status",
            "Config Rules Compliance Change",
            "Config Rules Re-evaluation Status",
        ),
        {
            "Config Rules Compliance Change": frozenset(
                {
                    "awsAccountId",
                    "awsRegion",
                    "configRuleARN",
                    "configRuleName",
                    "messageType",
                    "newEvaluationResult",
                    "notificationCreationTime",
                    "oldEvaluationResult",
                    "recordVersion",
                    "resourceId",
                    "resourceType",
                }
            )
        },
    ),
    "aws.ec2": EventSource(
        _page("ec2"),
        False,
        (
            "EBS Fast Snapshot Restore State-change Notification",
            "EBS Multi-Volume Snapshots Completion Status",
            "EBS Snapshot Notification",
            "EBS Volume Notification",
            "EC2 AMI State Change",
            "EC2 Instance Rebalance Recommendation",
            "EC2 Instance State-change Notification",
            "EC2 Spot Instance Interruption Warning",
            "EC2 Spot Instance Request Fulfillment",
        ),
        {"EC2 Instance State-change Notification": frozenset({"instance-id", "state"})},
    ),
    "aws.guardduty": EventSource(
        _page("guardduty"),
        True,
        (
            "GuardDuty Finding",
            "GuardDuty Malware Protection Object Scan Result",
            "GuardDuty Malware Protection Post Scan Action Failed",
            "GuardDuty Malware Protection Resource Status Active",
            "GuardDuty Malware Protection Resource Status Error",
            "GuardDuty Malware Protection Resource Status Warning",
            "GuardDuty Runtime Protection Healthy",
            "GuardDuty Runtime Protection Unhealthy",
        ),
        {
            "GuardDuty Finding": frozenset(
                {
                    "accountId",
                    "arn",
                    "createdAt",
                    "description",
                    "id",
                    "partition",
                    "region",
                    "resource",
                    "schemaVersion",
                    "service",
                    "severity",
                    "title",
                    "type",
                    "updatedAt",
                }
            )
        },
    ),
    "aws.health": EventSource(_page("health"), True, ("AWS Health Abuse Event", "AWS Health Event")),
    "aws.inspector2": EventSource(
        _page("inspector2"),
        True,
        (
            "Inspector Finding",
            "Inspector Scan",
            "Inspector2 AutoEnable",
            "Inspector2 Coverage",
            "Inspector2 Finding",
            "Inspector2 Scan",
        ),
    ),
    "aws.macie": EventSource(_page("macie"), True, ("Macie Finding",)),
    "aws.securityhub": EventSource(
        _page("securityhub"),
        True,
        (
            "Findings Imported V2",
            "Security Hub Findings",
            "Security Hub Findings - Custom Action",
            "Security Hub Findings - Imported",
            "Security Hub Insight Results",
            "Security Hub Standard Results",
        ),
        {"Security Hub Findings - Imported": frozenset({"findings"})},
    ),
    "aws.signin": EventSource(_page("signin"), False, ("Sign-in Anomaly Alert", "AWS Console Sign In via CloudTrail")),
    "aws.ssm": EventSource(
        _page("ssm"),
        False,
        (
            "Calendar State Change",
            "Change Request Status Update",
            "Configuration Compliance State Change",
            "EC2 Automation Execution Status-change Notification",
            "EC2 Automation Step Status-change Notification",
            "EC2 Command Invocation Status-change Notification",
            "EC2 Command Status-change Notification",
            "EC2 State Manager Association State Change",
            "EC2 State Manager Instance Association State Change",
            "Inventory Resource State Change",
            "Maintenance Window Execution State-change Notification",
            "Maintenance Window State-change Notification",
            "Maintenance Window Target Registration Notification",
            "Maintenance Window Task Execution State-change Notification",
            "Maintenance Window Task Registration Notification",
            "Maintenance Window Task Target Invocation State-change Notification",
            "OpsItem Create",
            "OpsItem Update",
            "Parameter Store Change",
            "Parameter Store Policy Action",
        ),
        {
            "EC2 Automation Execution Status-change Notification": frozenset(
                {
                    "Definition",
                    "DefinitionVersion",
                    "EndTime",
                    "ExecutedBy",
                    "ExecutionId",
                    "StartTime",
                    "Status",
                    "Time",
                }
            )
        },
    ),
    "aws.trustedadvisor": EventSource(
        _page("trustedadvisor"),
        True,
        (
            "Trusted Advisor Check Item Refresh Notification",
            "Trusted Advisor Pursuit Daily Digest",
            "Trusted Advisor Pursuit Weekly Digest",
        ),
        {
            "Trusted Advisor Check Item Refresh Notification": frozenset(
                {"check-item-detail", "check-name", "resource_id", "status", "uuid"}
            )
        },
    ),
}
