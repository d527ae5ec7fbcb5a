"""Emits templates/ecr-scanning.yaml: the images of the private registry are scanned, and what is found reaches people.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2516
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, ecr, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.inspector_findings import findings_rule, lowest_severity
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "Image scanning"
SCANNING, SEVERITY, FINDINGS = "EcrScanning", "EcrAlertSeverity", "EcrFindings"
CONFIGURES, ENHANCED, HAS_INSPECTOR = "ConfiguresEcrScanning", "ScansImagesWithInspector", "RegionHasInspectorV2Filter"
ON_PUSH, CONTINUOUS = "EcrScanOnPush", "EcrScanContinuously"
# A template cannot make a list of objects from a list of texts: each filter has a parameter of its own.
FILTERS = 3
IMAGES = "AWS_ECR_CONTAINER_IMAGE"
REPOSITORIES_PAGE = "https://${AWS::Region}.${Host}/ecr/private-registry/repositories?region=${AWS::Region}"
COUNTS = {each.lower(): f"$.detail.finding-severity-counts.{each}" for each in ("CRITICAL", "HIGH", "MEDIUM")}


def elements() -> Iterator[Element]:
    """Parameters, the registry's configuration, then a rule for each way of scanning."""
    yield from _parameters()
    yield from alert_topic()
    yield from _conditions()
    yield Comment(
        "Kept when the stack goes: to delete it, CloudFormation would turn off Amazon Inspector's scans of images."
    )
    yield ecr.RegistryScanningConfiguration(
        "ECRRegistryScanningConfiguration",
        Condition=CONFIGURES,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        ScanType=If(ENHANCED, "ENHANCED", "BASIC"),
        Rules=[
            If(f"Has{ON_PUSH}", _rule(ON_PUSH, "SCAN_ON_PUSH"), NoValue),
            If(f"Has{CONTINUOUS}", _rule(CONTINUOUS, "CONTINUOUS_SCAN"), NoValue),
        ],
    )
    yield _scan_rule("EventsRuleForEcrBasicScan", "TellsOfBasicScans", "aws.ecr", "ECR Image Scan", "COMPLETE")
    yield Comment(
        "What the first scan of an image finds, in one notice; the rule below tells of each finding, also of later ones."
    )
    complete = "INITIAL_SCAN_COMPLETE"
    yield _scan_rule(
        "EventsRuleForEcrEnhancedScan", "TellsOfEnhancedScans", "aws.inspector2", "Inspector2 Scan", complete
    )
    yield from findings_rule("EventsRuleForEcrFindings", "TellsOfEcrFindings", SEVERITY, IMAGES)


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name=SCANNING,
        description=(
            "BASIC scans packages of the operating system when an image is pushed, free of charge. ENHANCED is Amazon Inspector, which"
            " it turns on, billed by image; a Region without Inspector gets BASIC. EXISTING leaves a configuration that is there, such"
            " as Inspector's or one kept from an earlier stack."
        ),
        label="Scanning",
        group=GROUP,
        default="BASIC",
        allowed_values=("BASIC", "ENHANCED", "EXISTING"),
    )
    yield from _filters(ON_PUSH, "Scanned when an image is pushed", "*")
    yield from _filters(CONTINUOUS, "ENHANCED: scanned when a vulnerability becomes known, too", "")
    yield from lowest_severity(SEVERITY, GROUP, "MEDIUM")
    yield Parameter(
        name=FINDINGS,
        description="Whether the topic also hears of each finding in an image. DISABLED where the article inspector tells of it.",
        label="Alerts of each finding of ENHANCED scans",
        group=GROUP,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def _filters(prefix: str, words: str, first: str) -> Iterator[Parameter]:
    for number in _numbers():
        yield Parameter(
            name=f"{prefix}{number}",
            description=f"{words}: repositories of this name, or with this in their names; * stands for anything. Empty: none.",
            label=f"{words}, repositories ({number})",
            group=GROUP,
            default=first if number == 1 else "",
            allowed_pattern=r"^([a-z0-9*]+([._\-/][a-z0-9*]+)*)?$",
            constraint="A repository's name of lower case letters, digits and ._-/, with up to four *, or nothing.",
            max_length=255,
        )


def _conditions() -> Iterator[Element]:
    yield has_topic()
    yield outside_of(HAS_INSPECTOR, missing_regions("AWS::InspectorV2::Filter"))
    yield Condition(CONFIGURES, Not(Equals(Ref(SCANNING), "EXISTING")))
    yield Condition(ENHANCED, And({"Condition": HAS_INSPECTOR}, Equals(Ref(SCANNING), "ENHANCED")))
    for prefix in (ON_PUSH, CONTINUOUS):
        for number in _numbers():
            yield Condition(f"Has{prefix}{number}", Not(Equals(Ref(f"{prefix}{number}"), "")))
    given = {
        prefix: Or(*({"Condition": f"Has{prefix}{number}"} for number in _numbers()))
        for prefix in (ON_PUSH, CONTINUOUS)
    }
    yield Condition(f"Has{ON_PUSH}", given[ON_PUSH])
    yield Condition(f"Has{CONTINUOUS}", And({"Condition": ENHANCED}, given[CONTINUOUS]))
    # Whoever leaves the configuration as it is may have either.
    basic, not_basic = Not({"Condition": ENHANCED}), Not(Equals(Ref(SCANNING), "BASIC"))
    yield Condition("TellsOfBasicScans", And({"Condition": HAS_TOPIC}, basic))
    yield Condition("TellsOfEnhancedScans", And({"Condition": HAS_TOPIC}, {"Condition": HAS_INSPECTOR}, not_basic))
    yield Condition("TellsOfEcrFindings", And({"Condition": "TellsOfEnhancedScans"}, Equals(Ref(FINDINGS), "ENABLED")))
    for severity in ("CRITICAL", "HIGH"):
        yield Condition(f"TellsOfEcrFrom{severity.capitalize()}", Equals(Ref(SEVERITY), severity))


def _numbers() -> range:
    return range(1, FILTERS + 1)


def _rule(prefix: str, frequency: str) -> ecr.ScanningRule:
    return ecr.ScanningRule(
        ScanFrequency=frequency,
        RepositoryFilters=[
            If(
                f"Has{prefix}{number}",
                ecr.RepositoryFilter(Filter=Ref(f"{prefix}{number}"), FilterType="WILDCARD"),
                NoValue,
            )
            for number in _numbers()
        ],
    )


def _scan_rule(logical_id: str, condition: str, source: str, detail_type: str, status: str) -> events.Rule:
    paths = {"image": "$.detail.image-digest", "repository": "$.detail.repository-name", **COUNTS}
    lines = (
        "The scan of an image in <repository> found: critical (<critical>), high (<high>), medium (<medium>); empty is none.",
        "Image <image> in account ${AWS::AccountId}, ${AWS::Region}.",
        REPOSITORIES_PAGE,
    )
    return events.Rule(
        logical_id,
        Condition=condition,
        EventPattern={
            "source": [source],
            "detail-type": [detail_type],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {
                "scan-status": [status],
                **({} if source == "aws.ecr" else {"repository-name": [{"exists": True}]}),
                "finding-severity-counts": _counted("CRITICAL", "HIGH", "MEDIUM"),
            },
        },
        Targets=[told(lines, paths)],
    )


def _counted(*severities: str) -> Any:
    """What a count above zero of one of the severities down to the chosen one looks like."""
    found: Any = None
    for last in range(len(severities), 0, -1):
        each = [{severity: [{"numeric": [">", 0]}]} for severity in severities[:last]]
        pattern = {"$or": each} if last > 1 else each[0]
        found = pattern if found is None else If(f"TellsOfEcrFrom{severities[last - 1].capitalize()}", pattern, found)
    return found


ARTICLE = Article(
    title=Text("Amazon ECR image scanning", "Amazon ECR イメージスキャン"),
    summary=Text(
        "Images of the private registry are scanned, BASIC or ENHANCED, by repository; findings reach a topic by severity.",
        "プライベートレジストリのイメージをスキャンし (BASIC または ENHANCED、リポジトリ単位)、検出結果を重大度に応じて通知します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "BASIC is free; ENHANCED by image scanned and rescanned (Amazon Inspector).",
        "BASIC は無料。ENHANCED はスキャンおよび再スキャンしたイメージ数による (Amazon Inspector)。",
    ),
    elements=elements,
    detected_by=("ECR_PRIVATE_IMAGE_SCANNING_ENABLED",),
)
