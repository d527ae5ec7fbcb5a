"""Emits templates/macie.yaml: a Macie session, what it looks for and leaves out, and who hears of what it finds.

Automated discovery is no property of a session that a template can set: an output holds the command that turns it on.

https://docs.aws.amazon.com/macie/latest/user/what-is-macie.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Macie.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, Ref, Split, events, macie

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.deployment import name_prefix
from generator.blocks.macie_repository import repository, repository_parameters
from generator.blocks.macie_search import GROUP, USES, of_session, search, search_parameters
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

SCOPE = "Macie findings"
HAS_MACIE, HAS_FILTERS = "RegionHasMacie", "RegionHasMacieFilters"
CREATES, TELLS = "CreatesMacieSession", "TellsOfMacieFindings"
SEVERITY = "MacieAlertSeverity"
# https://docs.aws.amazon.com/macie/latest/user/findings-severity.html
LEVELS = {"LOW": 1, "MEDIUM": 2, "HIGH": 3}
TYPE = "(Policy|SensitiveData):[A-Za-z0-9]+/[A-Za-z0-9]+"
FINDING = (
    "Macie, severity <severity>: <title>",
    "<type> in account <account>, ${AWS::Region}. Resource: s3://<bucket>/<key>",
    "<description>",
    "Finding <id>: https://${AWS::Region}.${Host}/macie/home?region=${AWS::Region}#findings",
)
PATHS = {
    "account": "$.detail.accountId",
    "bucket": "$.detail.resourcesAffected.s3Bucket.name",
    "description": "$.detail.description",
    "id": "$.detail.id",
    "key": "$.detail.resourcesAffected.s3Object.key",
    "severity": "$.detail.severity.description",
    "title": "$.detail.title",
    "type": "$.detail.type",
}


def elements() -> Iterator[Element]:
    """Parameters, the session, what it is told, whom it tells, and where its results may go."""
    yield from _session_parameters()
    yield from search_parameters()
    yield from _finding_parameters()
    yield from repository_parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield from _conditions()
    yield macie.Session(
        "MacieSession",
        Condition=CREATES,
        Status="ENABLED",
        FindingPublishingFrequency=Ref("MaciePublishingFrequency"),
    )
    yield from _alerts()
    yield from _filters()
    yield from search()
    yield from repository(USES)


def _session_parameters() -> Iterator[Element]:
    yield Parameter(
        name="Macie",
        description=(
            "CREATE enables Macie in this Region, which bills every bucket by the month. EXISTING leaves the session that is there as"
            " it is. DISABLED makes nothing. In Regions without Macie nothing is made."
        ),
        label="Macie",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield Parameter(
        name="MaciePublishingFrequency",
        description="How often a policy finding that occurs again is told again; a new finding is told at once.",
        label="Frequency of updates",
        group=GROUP,
        default="FIFTEEN_MINUTES",
        allowed_values=("FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"),
    )


def _finding_parameters() -> Iterator[Element]:
    yield Parameter(
        name="MacieSuppressedTypes",
        description="Types of findings to archive as they come, separated by commas; they are told to nobody. Empty archives none.",
        label="Suppressed types",
        group=SCOPE,
        default="",
        allowed_pattern=f"^({TYPE}(,{TYPE})*)?$",
        constraint="Types such as Policy:IAMUser/S3BucketSharedExternally, separated by commas without spaces, or nothing.",
    )
    yield Parameter(
        name="MacieLowSuppression",
        description="ENABLED archives findings of severity LOW as they come.",
        label="Suppression of severity LOW",
        group=SCOPE,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name=SEVERITY,
        description="Findings of this severity and above are told to the topic for alerts.",
        label="Severity of Macie's alerts",
        group="Notifications",
        default="MEDIUM",
        allowed_values=tuple(LEVELS),
    )


def _conditions() -> Iterator[Element]:
    yield outside_of(HAS_MACIE, missing_regions("AWS::Macie::Session"))
    yield outside_of(HAS_FILTERS, missing_regions("AWS::Macie::FindingsFilter"))
    yield Condition(CREATES, And({"Condition": HAS_MACIE}, Equals(Ref("Macie"), "CREATE")))
    yield Condition(USES, And({"Condition": HAS_MACIE}, Not(Equals(Ref("Macie"), "DISABLED"))))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": USES}, {"Condition": HAS_TOPIC}))
    for level in ("LOW", "HIGH"):
        yield Condition(_tells_from(level), Equals(Ref(SEVERITY), level))


def _alerts() -> Iterator[Element]:
    yield Comment("An administrator's session tells of member accounts too; what is archived as it comes is not told.")
    yield Comment(
        "The numbers stand here: EventBridge would get one that a parameter gives as text, which is no number.",
        "Properties/EventPattern/detail/severity/score",
    )
    scores = If(_tells_from("HIGH"), _at_least("HIGH"), If(_tells_from("LOW"), _at_least("LOW"), _at_least("MEDIUM")))
    yield events.Rule(
        "EventsRuleForMacieFindings",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.macie"],
            "detail-type": ["Macie Finding"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"severity": {"score": scores}},
        },
        Targets=[told(FINDING, PATHS)],
    )


def _at_least(level: str) -> list[dict[str, Any]]:
    return [{"numeric": [">=", LEVELS[level]]}]


def _tells_from(level: str) -> str:
    return f"TellsOfMacieFrom{level.capitalize()}"


def _filters() -> Iterator[Element]:
    types = Split(",", Ref("MacieSuppressedTypes"))
    yield from _filter("SuppressedTypes", Not(Equals(Ref("MacieSuppressedTypes"), "")), {"type": {"eq": types}})
    low = {"severity.description": {"eq": ["Low"]}}
    yield from _filter("LowFindings", Equals(Ref("MacieLowSuppression"), "ENABLED"), low)


def _filter(thing: str, chosen: Any, criterion: dict[str, Any]) -> Iterator[Element]:
    condition = f"Archives{thing}OfMacie"
    yield Condition(condition, And({"Condition": USES}, {"Condition": HAS_FILTERS}, chosen))
    yield macie.FindingsFilter(
        f"MacieFindingsFilterFor{thing}",
        Condition=condition,
        Name=of_session(thing),
        Action="ARCHIVE",
        FindingCriteria=macie.FindingCriteria(Criterion=criterion),
    )


ARTICLE = Article(
    title=Text("Amazon Macie", "Amazon Macie"),
    summary=Text(
        "Macie watches the buckets of the account and looks for personal data; its findings reach people.",
        "Macie がアカウントのバケットを監視して個人データを検出し、検出結果を通知します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "After a trial of 30 days: every bucket by the month, and with automated discovery the objects in it and the data inspected;"
        " the key of the repository has a monthly fee. Off by default.",
        "30 日間の無料トライアル後、バケット数に応じた月額課金。自動検出ではオブジェクト数と検査データ量にも課金。結果保存用の KMS キーは"
        "月額固定料金。既定では無効。",
    ),
    elements=elements,
    detected_by=("MACIE_STATUS_CHECK",),
)
