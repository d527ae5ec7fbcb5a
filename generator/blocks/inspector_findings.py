"""The EventBridge rule that tells people what Amazon Inspector finds, from a severity upwards.

https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import FindInMap, Ref, events

from generator.blocks.alert_topic import told
from generator.model import Element, Mapping, Parameter

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL")
TABLE, FROM = "InspectorSeverities", "AndAbove"
FINDINGS_PAGE = "https://${AWS::Region}.${Host}/inspector/v2/home?region=${AWS::Region}#/findings/all"
PATHS = {
    "account": "$.detail.awsAccountId",
    "finding": "$.detail.findingArn",
    "resource": "$.detail.resources[0].id",
    "severity": "$.detail.severity",
    "title": "$.detail.title",
    "type": "$.detail.resources[0].type",
}


def lowest_severity(name: str, group: str, lowest: str) -> Iterator[Element]:
    """The parameter ``name`` with the least severe finding to tell of, ``lowest`` at most, and the table that it reads."""
    yield Parameter(
        name=name,
        description="The least severe finding that the topic hears of.",
        label="Alerts from severity",
        group=group,
        default="HIGH",
        allowed_values=SEVERITIES[: SEVERITIES.index(lowest) + 1],
    )
    yield Mapping(TABLE, {each: {FROM: list(SEVERITIES[: place + 1])} for place, each in enumerate(SEVERITIES)})


def findings_rule(
    logical_id: str, condition: str, severity: str, resource_type: str | None = None
) -> Iterator[Element]:
    """The rule: active findings from the severity that the parameter names upwards, of one type of resource or of all."""
    detail: dict[str, Any] = {"severity": FindInMap(TABLE, Ref(severity), FROM), "status": ["ACTIVE"]}
    if resource_type is not None:
        detail["resources"] = {"type": [resource_type]}
    yield events.Rule(
        logical_id,
        Condition=condition,
        EventPattern={
            "source": ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": detail,
        },
        Targets=[
            told(
                (
                    "Amazon Inspector, <severity>: <title>",
                    "<type> <resource> in account <account>, ${AWS::Region}.",
                    "Finding <finding>",
                    FINDINGS_PAGE,
                ),
                PATHS,
            )
        ],
    )
