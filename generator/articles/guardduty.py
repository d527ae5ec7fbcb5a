"""Emits templates/guardduty.yaml: a detector with its protection plans, whose findings reach people and, if wanted, a bucket.

https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html
https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, Not, Or, Ref, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.deployment import deployment
from generator.blocks.guardduty_detector import DETECTOR, HAS_DETECTOR, detector, detector_parameters
from generator.blocks.guardduty_export import EXPORT, export, export_parameters
from generator.blocks.guardduty_filters import LOW, SCANNERS, TYPES, filter_parameters, filters
from generator.blocks.guardduty_lists import THREATS, TRUSTED, list_parameters, lists
from generator.blocks.guardduty_malware_plan import malware_plan, malware_plan_parameters
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

SEVERITY = "GuardDutyAlertSeverity"
# https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
LEVELS = {"LOW": 1, "MEDIUM": 4, "HIGH": 7, "CRITICAL": 9}
FINDING = (
    "GuardDuty, severity <severity> of 10: <title>",
    "<type> in account <account>, ${AWS::Region}. Resource: <resource>.",
    "<description>",
    "https://${AWS::Region}.${Host}/guardduty/home?region=${AWS::Region}#/findings?search=id%3D<id>",
)
PATHS = {
    "account": "$.detail.accountId",
    "description": "$.detail.description",
    "id": "$.detail.id",
    "resource": "$.detail.resource.resourceType",
    "severity": "$.detail.severity",
    "title": "$.detail.title",
    "type": "$.detail.type",
}


def elements() -> Iterator[Element]:
    """Parameters, the detector, what its findings are spared, where they go, and the scans of a bucket."""
    yield from detector_parameters()
    yield _severity()
    yield from filter_parameters()
    yield from list_parameters()
    yield from export_parameters()
    yield from malware_plan_parameters()
    yield from alert_topic()
    yield from deployment()
    yield _existing_detector_has_an_id()
    yield from detector()
    yield from _alerts()
    yield from filters()
    yield from lists()
    yield from export()
    yield from malware_plan()
    yield Output(
        name="DetectorIdInUse",
        description="Id of the detector of this Region.",
        value=DETECTOR,
        condition=HAS_DETECTOR,
    )


def _severity() -> Parameter:
    return Parameter(
        name=SEVERITY,
        description="Findings of this severity and above are told to the topic for alerts.",
        label="Severity of alerts",
        group="Notifications",
        default="MEDIUM",
        allowed_values=tuple(LEVELS),
    )


def _existing_detector_has_an_id() -> Rule:
    """Without it suppression, lists and export would be left out without a word."""
    chosen = [Not(Equals(Ref(name), "")) for name in (TYPES, SCANNERS)]
    chosen += [Not(Equals(Ref(name), "DISABLED")) for name in (LOW, TRUSTED, THREATS, EXPORT)]
    demands = {"Fn::And": [Equals(Ref("Detector"), "EXISTING"), Or(*chosen)]}
    words = "Suppression, lists and export of an EXISTING detector need DetectorId."
    return Rule(
        "ExistingDetectorHasId",
        {
            "RuleCondition": demands,
            "Assertions": [{"Assert": Not(Equals(Ref("DetectorId"), "")), "AssertDescription": words}],
        },
    )


def _alerts() -> Iterator[Element]:
    yield has_topic()
    for level in ("LOW", "HIGH", "CRITICAL"):
        yield Condition(_tells_from(level), Equals(Ref(SEVERITY), level))
    yield Comment("An administrator's detector tells of member accounts too; what is archived as it comes is not told.")
    yield Comment(
        "The numbers stand here: EventBridge would get one that a parameter gives as text, which is no number.",
        "Properties/EventPattern/detail/severity",
    )
    yield events.Rule(
        "EventsRuleForGuardDutyFindings",
        Condition=HAS_TOPIC,
        EventPattern={
            "source": ["aws.guardduty"],
            "detail-type": ["GuardDuty Finding"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"severity": _severities()},
        },
        Targets=[told(FINDING, PATHS)],
    )


def _severities() -> Any:
    found: Any = _at_least("MEDIUM")
    for level in ("LOW", "HIGH", "CRITICAL"):
        found = If(_tells_from(level), _at_least(level), found)
    return found


def _at_least(level: str) -> list[dict[str, Any]]:
    return [{"numeric": [">=", LEVELS[level]]}]


def _tells_from(level: str) -> str:
    return f"TellsOfGuardDutyFrom{level.capitalize()}"


ARTICLE = Article(
    title=Text("Amazon GuardDuty", "Amazon GuardDuty"),
    summary=Text(
        "A detector watches for attackers, its findings reach people; suppression, lists, export and scans of a bucket if wanted.",
        "ディテクターが攻撃の兆候を監視し、検出結果を通知します。抑制ルール、リスト、エクスポート、バケットのスキャンも選べます。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "After a trial of 30 days per Region: by events and volume of logs, for each protection plan by what it reads or by the size of"
        " what it watches; the export's key has a monthly fee.",
        "リージョンごとに 30 日間の無料トライアル後、イベント数とログ量に応じた課金。各保護プランは分析量または監視対象の規模に応じて課金。"
        "エクスポート用の KMS キーは月額固定料金。",
    ),
    elements=elements,
    detected_by=("GUARDDUTY_ENABLED_CENTRALIZED",),
)
