"""What people are told of Security Hub's findings: those of a severity, and those that somebody sends by hand.

https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from troposphere import And, AWSObject, Equals, FindInMap, If, Ref, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Comment, Condition, Element, Mapping, Parameter

GROUP = "Notifications"
HUB = "SecurityHubHub"
SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
TABLE = "SecurityHubSeverities"
OWN_CONTROLS, EVERY_PRODUCT, EVERYWHERE = "TellsOfControlsOnly", "TellsOfEveryProduct", "TellsOfEveryOrigin"
ACTS, HAS_ACTIONS = "OffersSecurityHubAction", "HasSecurityHubActions"
TOLD_ELSEWHERE = ("access-analyzer", "config", "guardduty", "health", "inspector", "macie")
"""Products whose findings other templates tell of, as they end their ARN."""
FINDING = "$.detail.findings[0]"
PATHS = {
    "account": f"{FINDING}.AwsAccountId",
    "id": f"{FINDING}.Id",
    "product": f"{FINDING}.ProductName",
    "region": f"{FINDING}.Region",
    "remediation": f"{FINDING}.Remediation.Recommendation.Url",
    "resource": f"{FINDING}.Resources[0].Id",
    "severity": f"{FINDING}.Severity.Label",
    "title": f"{FINDING}.Title",
    "type": f"{FINDING}.Resources[0].Type",
}
# The console keeps its filter encoded twice in the fragment.
PAGE = (
    "https://${AWS::Region}.${Host}/securityhub/home?region=${AWS::Region}"
    "#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A<id>"
)


class ActionTarget(AWSObject):  # type: ignore[misc]  # troposphere's base class is untyped
    """A custom action, which troposphere lacks.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-actiontarget.html
    """

    resource_type = "AWS::SecurityHub::ActionTarget"
    props: ClassVar = {"Description": (str, True), "Id": (str, True), "Name": (str, True)}


def security_hub_notices() -> Iterator[Element]:
    """Parameters, the rule of the findings, the custom action and its rule."""
    yield from alert_topic()
    yield from _parameters()
    yield from _conditions()
    yield from _findings()
    yield from _action()


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name="SecurityHubAlertSeverity",
        description="Lowest severity that is told. A finding is told again by each update until its workflow status is no longer NEW.",
        label="Lowest severity",
        group=GROUP,
        default="HIGH",
        allowed_values=SEVERITIES,
    )
    yield Parameter(
        name="SecurityHubAlertProducts",
        description=(
            "Whose findings are told: of Security Hub's own controls, of all but the services whose own templates tell of them (GuardDuty,"
            " Inspector, Macie, IAM Access Analyzer, AWS Config, AWS Health), or of all."
        ),
        label="Products",
        group=GROUP,
        default="NOT_TOLD_ELSEWHERE",
        allowed_values=("CONTROLS", "NOT_TOLD_ELSEWHERE", "ALL"),
    )
    yield Parameter(
        name="SecurityHubAlertOrigin",
        description=(
            "OWN tells of this account and Region; ALL also of the linked Regions and the member accounts whose findings arrive here, which"
            " a stack of their own would tell a second time."
        ),
        label="Origin of findings",
        group=GROUP,
        default="OWN",
        allowed_values=("OWN", "ALL"),
    )
    yield Parameter(
        name="SecurityHubAction",
        description="Whether the console offers an action that sends chosen findings to the topic.",
        label="Custom action",
        group=GROUP,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )
    yield Mapping(TABLE, {lowest: {"Labels": list(SEVERITIES[: place + 1])} for place, lowest in enumerate(SEVERITIES)})


def _conditions() -> Iterator[Element]:
    yield has_topic()
    yield Condition(OWN_CONTROLS, Equals(Ref("SecurityHubAlertProducts"), "CONTROLS"))
    yield Condition(EVERY_PRODUCT, Equals(Ref("SecurityHubAlertProducts"), "ALL"))
    yield Condition(EVERYWHERE, Equals(Ref("SecurityHubAlertOrigin"), "ALL"))
    yield outside_of(HAS_ACTIONS, missing_regions(ActionTarget.resource_type))
    yield Condition(
        ACTS,
        And({"Condition": HAS_TOPIC}, {"Condition": HAS_ACTIONS}, Equals(Ref("SecurityHubAction"), "ENABLED")),
    )


def _findings() -> Iterator[Element]:
    anything: list[Any] = [{"exists": True}]
    others = [{"anything-but": {"suffix": [f"::product/aws/{name}" for name in TOLD_ELSEWHERE]}}]
    finding = {
        "AwsAccountId": If(EVERYWHERE, anything, [Ref("AWS::AccountId")]),
        "Region": If(EVERYWHERE, anything, [Ref("AWS::Region")]),
        "ProductArn": If(OWN_CONTROLS, [{"suffix": "::product/aws/securityhub"}], If(EVERY_PRODUCT, anything, others)),
        "Severity": {"Label": FindInMap(TABLE, Ref("SecurityHubAlertSeverity"), "Labels")},
        "Workflow": {"Status": ["NEW"]},
        "RecordState": ["ACTIVE"],
        "Compliance": {"Status": ["FAILED", "WARNING", {"exists": False}]},
    }
    lines = (
        "<severity>: <title>",
        "<product> finds this of <resource> (<type>) in account <account>, <region>. Remedy: <remediation>",
        "Set its workflow status to NOTIFIED or SUPPRESSED on this page, or its next update is told again:",
        PAGE,
    )
    yield Comment("Only controls have a compliance status, and one that passes is no news.")
    yield _rule("Findings", "Security Hub Findings - Imported", HAS_TOPIC, lines, detail={"findings": finding})


def _action() -> Iterator[Element]:
    yield ActionTarget(
        "SecurityHubActionTarget",
        Condition=ACTS,
        Name=After("Tell the alert topic", HUB),
        Description="Sends the chosen findings to the topic for alerts",
        Id="TellAlertTopic",
    )
    lines = (
        "Sent by hand from Security Hub. <severity>: <title>",
        "<product> finds this of <resource> (<type>) in account <account>, <region>. Remedy: <remediation>",
        PAGE,
    )
    kind = "Security Hub Findings - Custom Action"
    yield _rule("Action", kind, ACTS, lines, resources=[Ref("SecurityHubActionTarget")])


def _rule(what: str, detail_type: str, condition: str, lines: tuple[str, ...], **pattern: Any) -> events.Rule:
    return events.Rule(
        f"EventsRuleForSecurityHub{what}",
        Condition=condition,
        EventPattern={
            "source": ["aws.securityhub"],
            "detail-type": [detail_type],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            **pattern,
        },
        Targets=[told(lines, PATHS)],
    )
