"""Emits templates/inspector.yaml: Amazon Inspector scans what the user chooses, forgets what is not worth a look, and tells people.

CloudFormation cannot turn Inspector on: State Manager runs the runbooks of the controls, under names that no other article gives.

https://docs.aws.amazon.com/inspector/latest/user/what-is-inspector.html
https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html
"""

from collections.abc import Iterator
from dataclasses import replace

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, Sub, inspectorv2

from generator.blocks.account_setting import account_settings, enforced
from generator.blocks.alert_topic import HAS_TOPIC, has_topic
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import NAME_PREFIX, deployment
from generator.blocks.inspector_findings import findings_rule, lowest_severity
from generator.controls import (
    inspector_ec2_scan_enabled,
    inspector_ecr_scan_enabled,
    inspector_lambda_code_scan_enabled,
    inspector_lambda_standard_scan_enabled,
)
from generator.model import Article, Comment, Condition, Control, Element, Parameter, Scope, Text

GROUP, CIS, SUPPRESSION = "Amazon Inspector", "CIS scans", "Suppressed findings"
HAS_INSPECTOR, SEVERITY = "RegionHasInspectorV2Filter", "InspectorAlertSeverity"
CIS_SCAN, TELLS = "RunsCisScan", "TellsOfInspectorFindings"
# CloudFormation takes no parameter for a key of TargetResourceTags.
CIS_TAG = "baseline-cis-scan"
VULNERABILITIES = 3


def _renamed(control: Control) -> Control:
    """The control under an identifier of this article, from which documents, roles and associations get their names."""
    return replace(control, identifier=control.identifier.removesuffix("_ENABLED"))


SCANS = tuple(
    _renamed(module.CONTROL)
    for module in (
        inspector_ec2_scan_enabled,
        inspector_ecr_scan_enabled,
        inspector_lambda_standard_scan_enabled,
        inspector_lambda_code_scan_enabled,
    )
)


def elements() -> Iterator[Element]:
    """The scans, the CIS scan, the filters, then what the topic hears of."""
    yield from account_settings(*SCANS, regions_of="AWS::InspectorV2::Filter")
    yield from _cis_scan()
    yield from _suppression()
    yield from control_notifications("Inspector", *(enforced(control) for control in SCANS))
    yield from lowest_severity(SEVERITY, GROUP, "INFORMATIONAL")
    yield has_topic()
    yield Condition(TELLS, And({"Condition": HAS_TOPIC}, {"Condition": HAS_INSPECTOR}))
    yield from findings_rule("EventsRuleForInspectorFindings", TELLS, SEVERITY)
    yield from deployment()


def _cis_scan() -> Iterator[Element]:
    yield from _cis_parameters()
    yield Condition(CIS_SCAN, And({"Condition": HAS_INSPECTOR}, Not(Equals(Ref("CisScan"), "DISABLED"))))
    yield Condition("CisScanIsDaily", Equals(Ref("CisScanInterval"), "DAILY"))
    yield Condition("CisScanIsWeekly", Equals(Ref("CisScanInterval"), "WEEKLY"))
    start = inspectorv2.Time(TimeOfDay=Ref("CisScanTime"), TimeZone="UTC")
    day = Ref("CisScanDay")
    weekly = inspectorv2.Schedule(Weekly=inspectorv2.WeeklySchedule(Days=[day], StartTime=start))
    monthly = inspectorv2.Schedule(Monthly=inspectorv2.MonthlySchedule(Day=day, StartTime=start))
    daily = inspectorv2.Schedule(Daily=inspectorv2.DailySchedule(StartTime=start))
    yield inspectorv2.CisScanConfiguration(
        "InspectorCisScanConfiguration",
        Condition=CIS_SCAN,
        ScanName=Sub(f"${{{NAME_PREFIX}}}-cis"),
        SecurityLevel=Ref("CisScan"),
        Schedule=If("CisScanIsDaily", daily, If("CisScanIsWeekly", weekly, monthly)),
        Targets=inspectorv2.CisTargets(AccountIds=["SELF"], TargetResourceTags={CIS_TAG: [Ref("CisScanTagValue")]}),
    )


def _cis_parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="CisScan",
        description=(
            "Level of the CIS benchmark against which instances are scanned; billed by instance and scan. Instances need the SSM"
            f" Agent, a role with AmazonInspector2ManagedCispolicy, and the tag {CIS_TAG}."
        ),
        label="CIS scan",
        group=CIS,
        default="DISABLED",
        allowed_values=("DISABLED", "LEVEL_1", "LEVEL_2"),
    )
    yield Parameter(
        name="CisScanTagValue",
        description=f"Instances whose tag {CIS_TAG} has this value are scanned.",
        label="Value of the tag",
        group=CIS,
        default="true",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,256}$",
        constraint="1 to 256 letters, digits and _.:/=+@-.",
    )
    yield Parameter(
        name="CisScanInterval",
        description="How often. WEEKLY and MONTHLY take the day below, MONTHLY its first one in the month.",
        label="Interval",
        group=CIS,
        default="WEEKLY",
        allowed_values=("DAILY", "WEEKLY", "MONTHLY"),
    )
    yield Parameter(
        name="CisScanDay",
        description="Day of a weekly or monthly scan.",
        label="Day",
        group=CIS,
        default="SUN",
        allowed_values=("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"),
    )
    yield Parameter(
        name="CisScanTime",
        description="Time of day at which a scan begins, UTC.",
        label="Time (UTC)",
        group=CIS,
        default="03:00",
        allowed_pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$",
        constraint="A time such as 03:00.",
    )


def _suppression() -> Iterator[Element]:
    """Filters that hide findings; Inspector keeps them as SUPPRESSED, and tells nobody."""
    yield from _suppression_parameters()
    yield Condition("SuppressesSeverities", _here(Not(Equals(Ref("SuppressedSeverities"), "NONE"))))
    yield Condition("SuppressesLowSeverity", Equals(Ref("SuppressedSeverities"), "LOW"))
    yield Condition("SuppressesWithoutFix", _here(Equals(Ref("SuppressedWithoutFix"), "ENABLED")))
    yield Condition("SuppressesTag", _here(Not(Equals(Ref("SuppressedTagKey"), ""))))
    yield Condition("SuppressesTagValue", Not(Equals(Ref("SuppressedTagValue"), "")))
    for name in _vulnerabilities():
        yield Condition(f"Has{name}", Not(Equals(Ref(name), "")))
    yield Condition(
        "SuppressesVulnerabilities", _here(Or(*({"Condition": f"Has{name}"} for name in _vulnerabilities())))
    )
    low = If("SuppressesLowSeverity", _equal("LOW"), NoValue)
    yield Comment("Suppressed findings stay in Inspector; no one is told of them. They come back when the filter goes.")
    yield _filter(
        "Severities", "severities", "Severities that are not looked at.", Severity=[_equal("INFORMATIONAL"), low]
    )
    yield _filter("WithoutFix", "without-fix", "Nothing can be done yet.", FixAvailable=[_equal("NO")])
    value = If("SuppressesTagValue", Ref("SuppressedTagValue"), NoValue)
    tag = inspectorv2.MapFilter(Comparison="EQUALS", Key=Ref("SuppressedTagKey"), Value=value)
    yield _filter("Tag", "tag", "Resources that carry a tag.", ResourceTags=[tag])
    ids = [If(f"Has{name}", _equal(Ref(name)), NoValue) for name in _vulnerabilities()]
    yield _filter("Vulnerabilities", "vulnerabilities", "Vulnerabilities that are accepted.", VulnerabilityId=ids)


def _here(test: object) -> And:
    return And({"Condition": HAS_INSPECTOR}, test)


def _equal(value: object) -> inspectorv2.StringFilter:
    return inspectorv2.StringFilter(Comparison="EQUALS", Value=value)


def _filter(what: str, name: str, words: str, **criteria: object) -> inspectorv2.Filter:
    return inspectorv2.Filter(
        f"InspectorFilterFor{what}",
        Condition=f"Suppresses{what}",
        Name=Sub(f"${{{NAME_PREFIX}}}-suppress-{name}"),
        Description=words,
        FilterAction="SUPPRESS",
        FilterCriteria=inspectorv2.FilterCriteria(**criteria),
    )


def _vulnerabilities() -> list[str]:
    return [f"SuppressedVulnerability{number}" for number in range(1, VULNERABILITIES + 1)]


def _suppression_parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="SuppressedSeverities",
        description="INFORMATIONAL hides findings of this severity, LOW those of both. Filters need Inspector to be on already.",
        label="Severities",
        group=SUPPRESSION,
        default="NONE",
        allowed_values=("NONE", "INFORMATIONAL", "LOW"),
    )
    yield Parameter(
        name="SuppressedWithoutFix",
        description="ENABLED hides what has no fix, until there is one.",
        label="Findings without a fix",
        group=SUPPRESSION,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name="SuppressedTagKey",
        description="Findings of resources with this tag are hidden. Empty hides none.",
        label="Key of a tag",
        group=SUPPRESSION,
        default="",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{0,128}$",
        constraint="A tag key of letters, digits and _.:/=+@-, or nothing.",
    )
    yield Parameter(
        name="SuppressedTagValue",
        description="Only where the tag above has this value. Empty takes the tag with any value.",
        label="Value of the tag",
        group=SUPPRESSION,
        default="",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{0,256}$",
        constraint="A tag value of letters, digits and _.:/=+@-, or nothing.",
    )
    for number, name in enumerate(_vulnerabilities(), start=1):
        yield Parameter(
            name=name,
            description="A vulnerability that is accepted, such as CVE-2024-29069. Empty: none.",
            label=f"Vulnerability ({number})",
            group=SUPPRESSION,
            default="",
            allowed_pattern="^[a-zA-Z0-9_.-]{0,128}$",
            constraint="The id of a vulnerability, or nothing.",
        )


ARTICLE = Article(
    title=Text("Amazon Inspector", "Amazon Inspector"),
    summary=Text(
        "Amazon Inspector scans instances, images and functions for vulnerabilities; CIS scans, suppression, findings to a topic.",
        "Amazon Inspector によるインスタンス、イメージ、関数の脆弱性スキャン。CIS スキャン、抑制ルール、検出結果の通知。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Nothing until a scan is chosen; then by instance and hour, image scanned and function, CIS by instance and scan; two Automation"
        " steps per choice and run.",
        "スキャンを選択するまで無料。選択後はインスタンスの時間、スキャンしたイメージ、関数ごと、CIS はインスタンスとスキャンごと。"
        "選択した項目と実行ごとに Automation 2 ステップ。",
    ),
    elements=elements,
    detected_by=("INSPECTOR_EC2_SCAN_ENABLED", "INSPECTOR_ECR_SCAN_ENABLED", "INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED"),
)
