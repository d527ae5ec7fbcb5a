"""Emits templates/health-events.yaml: what AWS Health says about this account and Region, told to people.

Each Region hears of itself; what belongs to no Region, such as exposed credentials, is heard in us-east-1 (us-gov-west-1 in GovCloud).
A second Region hears everything again as a backup: detail.backupEvent marks these copies.

https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html
https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, If, NoValue, Ref, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "AWS Health"
ACCOUNTS, OF_ORGANIZATION, BACKUPS = "HealthAccounts", "HearsHealthOfOrganization", "HealthBackupEvents"
HEARS_BACKUPS = "HearsHealthBackups"
# Health reports these two under services of their own, whatever the category; the other rules leave them out.
CREDENTIALS, ABUSE = "RISK", "ABUSE"
DETAIL_TYPES = ["AWS Health Event", "AWS Health Abuse Event"]
EVENT_PAGE = "health/home?region=${AWS::Region}#/account/event-log?eventID=<event>"
PATHS = {
    "account": "$.detail.affectedAccount",
    "code": "$.detail.eventTypeCode",
    "event": "$.detail.eventArn",
    "from": "$.detail.eventRegion",
    "resource": "$.detail.affectedEntities[0].entityValue",
    "service": "$.detail.service",
    "start": "$.detail.startTime",
    "status": "$.detail.statusCode",
    "words": "$.detail.eventDescription[0].latestDescription",
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What one rule hears: ``name`` in logical ids and parameters, ``words`` of the parameter, the first line of the notice."""

    name: str
    label: str
    words: str
    first_line: str
    detail: dict[str, Any]
    default: str = "ENABLED"
    somewhere: bool = False
    """Whether the event's Region may be no Region at all."""


def _category(name: str) -> dict[str, Any]:
    return {"eventTypeCategory": [name], "service": [{"anything-but": [CREDENTIALS, ABUSE]}]}


KINDS = (
    Kind(
        name="ExposedCredentials",
        label="Exposed credentials",
        words="Access keys that AWS found in public, such as AWS_RISK_CREDENTIALS_EXPOSED, and other risks to the account.",
        first_line="AWS says that credentials are at risk: <code>, <status>.",
        detail={"service": [CREDENTIALS]},
        somewhere=True,
    ),
    Kind(
        name="Abuse",
        label="Abuse reports",
        words="Reports that resources of this account attack, spam or scan others, such as AWS_ABUSE_DOS_REPORT.",
        first_line="AWS says that resources are reported for abuse: <code>, <status>.",
        detail={"service": [ABUSE]},
        somewhere=True,
    ),
    Kind(
        name="Issues",
        label="Issues",
        words="Failures of AWS services that touch this Region or this account.",
        first_line="AWS Health tells of an issue with <service>: <code>, <status>.",
        detail=_category("issue"),
    ),
    Kind(
        name="ScheduledChanges",
        label="Scheduled changes",
        words="Maintenance, retirements and ends of support that AWS plans.",
        first_line="AWS Health tells of a scheduled change to <service>: <code>, <status>.",
        detail=_category("scheduledChange"),
    ),
    Kind(
        name="Investigations",
        label="Investigations",
        words="What AWS investigates without calling it an issue.",
        first_line="AWS Health tells of an investigation of <service>: <code>, <status>.",
        detail=_category("investigation"),
    ),
    Kind(
        name="AccountNotifications",
        label="Account notifications",
        words="Everything else that AWS writes about this account; there is much of it.",
        first_line="AWS Health has a notification about <service>: <code>, <status>.",
        detail=_category("accountNotification"),
        default="DISABLED",
    ),
)


def elements() -> Iterator[Element]:
    """The topic, a switch for each kind of event, and its rule."""
    yield from alert_topic()
    yield from _parameters()
    yield has_topic()
    yield Condition(OF_ORGANIZATION, Equals(Ref(ACCOUNTS), "ORGANIZATION"))
    yield Condition(HEARS_BACKUPS, Equals(Ref(BACKUPS), "ENABLED"))
    for kind in KINDS:
        yield from _rule(kind)


def _parameters() -> Iterator[Parameter]:
    for kind in KINDS:
        yield Parameter(
            name=_choice(kind),
            description=kind.words,
            label=kind.label,
            group=GROUP,
            default=kind.default,
            allowed_values=("ENABLED", "DISABLED"),
        )
    yield Parameter(
        name=ACCOUNTS,
        description=(
            "ORGANIZATION also tells of the other accounts whose events come here: those of the whole Organization, where"
            " this is the management account or Health's delegated administrator with organizational view."
        ),
        label="Whose events",
        group=GROUP,
        default="ACCOUNT",
        allowed_values=("ACCOUNT", "ORGANIZATION"),
    )
    yield Parameter(
        name=BACKUPS,
        description=(
            "Health sends events once more to a backup Region (US West (Oregon) for the others of its partition, which is backed up by"
            " US East (N. Virginia)). ENABLED tells of these copies too: for a backup Region when this stack is not in every Region."
        ),
        label="Copies of other Regions' events",
        group=GROUP,
        default="DISABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def _rule(kind: Kind) -> Iterator[Element]:
    condition = f"TellsOfHealth{kind.name}"
    yield Condition(condition, And({"Condition": HAS_TOPIC}, Equals(Ref(_choice(kind)), "ENABLED")))
    if kind is KINDS[0]:
        yield Comment(
            "The copies for another Region's sake are left out unless they are asked for; Health writes the mark as text.",
            "Properties/EventPattern/detail/backupEvent",
        )
    if kind.somewhere:
        yield Comment("Health's own sample of such an event comes from no Region.", "Properties/EventPattern/region")
    yield events.Rule(
        f"EventsRuleForHealth{kind.name}",
        Condition=condition,
        EventPattern={
            "source": ["aws.health"],
            "detail-type": DETAIL_TYPES,
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region"), *(["global"] if kind.somewhere else [])],
            "detail": {
                **kind.detail,
                "affectedAccount": If(OF_ORGANIZATION, NoValue, [Ref("AWS::AccountId"), {"exists": False}]),
                "backupEvent": If(HEARS_BACKUPS, NoValue, ["false", False, {"exists": False}]),
            },
        },
        Targets=[_target(kind)],
    )


def _target(kind: Kind) -> events.Target:
    lines = (
        kind.first_line,
        "Told to account ${AWS::AccountId} in ${AWS::Region}. It began, or will begin, <start>.",
        "Affected: account <account>, Region <from>, first resource <resource>.",
        "<words>",
        f"https://${{AWS::Region}}.${{Host}}/{EVENT_PAGE}",
    )
    named = {name: path for name, path in PATHS.items() if any(f"<{name}>" in line for line in lines)}
    return told(lines, named)


def _choice(kind: Kind) -> str:
    return f"Health{kind.name}"


ARTICLE = Article(
    title=Text("AWS Health events", "AWS Health イベント"),
    summary=Text(
        "AWS Health events of this account and Region to a topic: exposed credentials, abuse reports, issues and scheduled changes.",
        "AWS Health のイベント (認証情報の漏えい、不正使用の報告、障害、計画された変更) をトピックへ通知します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Free: EventBridge does not charge for events of AWS services; the topic's deliveries by number.",
        "無料 (AWS サービスのイベントに EventBridge の料金はかからない)。トピックの配信は件数による。",
    ),
    elements=elements,
)
