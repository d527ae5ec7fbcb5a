"""Emits templates/access-analyzer.yaml: IAM Access Analyzer finds who is let in from outside and which access nobody uses.

https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, Select, Sub, accessanalyzer, events

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.deployment import IS_HOME_REGION, home_region
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP = "IAM Access Analyzer"
EXTERNAL, UNUSED = "CreatesExternalAccessAnalyzer", "CreatesUnusedAccessAnalyzer"
TRUSTS_ACCOUNTS, TRUSTS_ORGANIZATION, TRUSTS = "TrustsAccounts", "TrustsOrganization", "TrustsAnybody"
ARCHIVES_UNUSED, EXEMPTS = "ArchivesUnusedAccess", "ExemptsFromUnusedAccess"
CONSOLE = "https://${AWS::Region}.${Host}/access-analyzer/home?region=${AWS::Region}#/"
DETAIL_TYPES = {
    "External": "Access Analyzer Finding",
    "Internal": "Internal Access Finding",
    "Unused": "Unused Access Finding for IAM entities",
}
PATHS = {
    "access": "$.detail.accessType",
    "error": "$.detail.error",
    "id": "$.detail.id",
    "kind": "$.detail.findingType",
    "owner": "$.detail.accountId",
    "principal": "$.detail.principal.AWS",
    "public": "$.detail.isPublic",
    "resource": "$.detail.resource",
    "type": "$.detail.resourceType",
    "what": "$.detail-type",
}


def elements() -> Iterator[Element]:
    """Parameters, the analyzers, then what is told of their findings."""
    yield from _external_parameters()
    yield from _unused_parameters()
    yield from home_region()
    yield from _conditions()
    yield _external_analyzer()
    yield Comment("IAM is the same in every Region: a second analyzer of unused access would find and bill it again.")
    yield _unused_analyzer()
    yield from alert_topic()
    yield has_topic()
    yield from _notices()
    yield Output(
        name="ExternalAccessAnalyzerArn",
        description="Analyzer of external access.",
        value=Ref("ExternalAccessAnalyzer"),
        condition=EXTERNAL,
    )


def _external_parameters() -> Iterator[Element]:
    yield Parameter(
        name="ExternalAccess",
        description=(
            "Whether this stack makes the analyzer of external access. EXISTING leaves the one that is there, such as that of the"
            " runbook CreateExternalAccessAnalyzer: a Region has one of each type."
        ),
        label="External access",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="AnalyzerZoneOfTrust",
        description=(
            "Whose principals are not outsiders. ORGANIZATION analyzes all accounts, and is refused outside the management account and"
            " the delegated administrator."
        ),
        label="Zone of trust",
        group=GROUP,
        default="ACCOUNT",
        allowed_values=("ACCOUNT", "ORGANIZATION"),
    )
    yield Parameter(
        name="AnalyzerTrustedAccountIds",
        description="Accounts whose access is intended, separated by commas: new findings about them are archived.",
        label="Trusted accounts",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="Account ids of 12 digits, or nothing.",
    )
    yield Parameter(
        name="AnalyzerTrustedOrganizationId",
        description="Organization to which a policy may restrict its principals: new findings about such access are archived.",
        label="Trusted Organization",
        group=GROUP,
        default="",
        allowed_pattern="^(o-[a-z0-9]{10,32})?$",
        constraint="An Organization's id such as o-abcde12345, or nothing.",
    )


def _unused_parameters() -> Iterator[Element]:
    yield Parameter(
        name="UnusedAccess",
        description=(
            "Whether unused roles, keys, passwords and permissions are looked for, in the home Region. Each role and user is billed by the"
            " month, service-linked roles aside."
        ),
        label="Unused access",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name="UnusedAccessAgeInDays",
        description="Days without use after which access counts as unused.",
        label="Unused after days",
        group=GROUP,
        type="Number",
        default=90,
        min_value=1,
        max_value=365,
    )
    yield Parameter(
        name="UnusedAccessExemptTagKey",
        description="Roles and users with this tag are not analyzed, whatever its value. Empty exempts none.",
        label="Tag of exempt roles and users",
        group=GROUP,
        default="",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{0,128}$",
        constraint="A tag key of at most 128 letters, digits and _.:/=+@-.",
    )
    yield Parameter(
        name="UnusedAccessArchivedNames",
        description=(
            "Parts of ARNs, separated by commas: new findings about roles and users whose ARN holds one are archived. The default stands"
            " for the roles of IAM Identity Center, which nobody edits in the account."
        ),
        label="Archived roles and users",
        group=GROUP,
        type="CommaDelimitedList",
        default="/aws-reserved/sso.amazonaws.com/",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@,-]*$",
        constraint="Parts of the ARNs of roles and users, or nothing.",
    )


def _conditions() -> Iterator[Element]:
    yield Condition(EXTERNAL, Equals(Ref("ExternalAccess"), "CREATE"))
    yield Condition(TRUSTS_ACCOUNTS, Not(Equals(Select(0, Ref("AnalyzerTrustedAccountIds")), "")))
    yield Condition(TRUSTS_ORGANIZATION, Not(Equals(Ref("AnalyzerTrustedOrganizationId"), "")))
    yield Condition(TRUSTS, Or({"Condition": TRUSTS_ACCOUNTS}, {"Condition": TRUSTS_ORGANIZATION}))
    yield Condition(UNUSED, And({"Condition": IS_HOME_REGION}, Equals(Ref("UnusedAccess"), "ENABLED")))
    yield Condition(EXEMPTS, Not(Equals(Ref("UnusedAccessExemptTagKey"), "")))
    yield Condition(ARCHIVES_UNUSED, Not(Equals(Select(0, Ref("UnusedAccessArchivedNames")), "")))


def _external_analyzer() -> accessanalyzer.Analyzer:
    # A grant names the account by its id or a principal of it by its ARN.
    accounts = _archive("TrustedAccounts", "principal.AWS", Contains=Ref("AnalyzerTrustedAccountIds"))
    organization = _archive(
        "TrustedOrganization", "condition.aws:PrincipalOrgID", Eq=[Ref("AnalyzerTrustedOrganizationId")]
    )
    rules = [If(TRUSTS_ACCOUNTS, accounts, NoValue), If(TRUSTS_ORGANIZATION, organization, NoValue)]
    return accessanalyzer.Analyzer(
        "ExternalAccessAnalyzer",
        Condition=EXTERNAL,
        Type=Ref("AnalyzerZoneOfTrust"),
        ArchiveRules=If(TRUSTS, rules, NoValue),
    )


def _unused_analyzer() -> accessanalyzer.Analyzer:
    # An empty value stands for any value of the tag; troposphere takes no list of lists here.
    tagged = {"ResourceTags": [[{"Key": Ref("UnusedAccessExemptTagKey"), "Value": ""}]]}
    configuration = accessanalyzer.UnusedAccessConfiguration(
        UnusedAccessAge=Ref("UnusedAccessAgeInDays"),
        AnalysisRule=If(EXEMPTS, {"Exclusions": [tagged]}, NoValue),
    )
    names = _archive("ArchivedNames", "resource", Contains=Ref("UnusedAccessArchivedNames"))
    return accessanalyzer.Analyzer(
        "UnusedAccessAnalyzer",
        Condition=UNUSED,
        Type=Sub("${AnalyzerZoneOfTrust}_UNUSED_ACCESS"),
        AnalyzerConfiguration=accessanalyzer.AnalyzerConfiguration(UnusedAccessConfiguration=configuration),
        ArchiveRules=If(ARCHIVES_UNUSED, [names], NoValue),
    )


def _archive(name: str, key: str, **test: Any) -> accessanalyzer.ArchiveRuleProperty:
    return accessanalyzer.ArchiveRuleProperty(RuleName=name, Filter=[accessanalyzer.Filter(Property=key, **test)])


def _notices() -> Iterator[Element]:
    yield Comment("Findings are told as they become active, not as they are archived, resolved or deleted.")
    external = (
        "<resource> (<type>) of account <owner> lets outsiders in. Public: <public>. AWS principal: <principal>.",
        "Found in account ${AWS::AccountId}, ${AWS::Region}. Remove the access, or archive the finding if it is intended:",
        f"{CONSOLE}findings/details/<id>",
    )
    yield _notice("External", external, "resource", "type", "owner", "public", "principal", "id")
    internal = (
        "<principal> has access to <resource> (<type>) of account <owner> (<access>).",
        "Found in account ${AWS::AccountId}, ${AWS::Region}. Remove the access, or archive the finding if it is intended:",
        f"{CONSOLE}findings/details/<id>",
    )
    yield _notice("Internal", internal, "principal", "resource", "type", "owner", "access", "id")
    unused = (
        "<kind>: <resource> (<type>) of account <owner> has access that nobody uses.",
        "Found in account ${AWS::AccountId}, ${AWS::Region}. Remove the access, or archive the finding if it is still needed:",
        f"{CONSOLE}unused-access-findings?resource=<resource>",
    )
    yield _notice("Unused", unused, "kind", "resource", "type", "owner")
    yield Comment("What could not be analyzed may be open to anybody.")
    error = (
        "IAM Access Analyzer could not analyze <resource> (<type>) of account <owner>: <error>.",
        "<what> in account ${AWS::AccountId}, ${AWS::Region}. Look whether a policy keeps the analyzer out:",
        f"{CONSOLE}findings",
    )
    yield _rule(
        "Errors", tuple(DETAIL_TYPES.values()), {"exists": True}, error, "resource", "type", "owner", "error", "what"
    )


def _notice(kind: str, lines: tuple[str, ...], *names: str) -> events.Rule:
    return _rule(kind, (DETAIL_TYPES[kind],), {"exists": False}, lines, *names)


def _rule(
    what: str, detail_types: tuple[str, ...], error: Mapping[str, bool], lines: tuple[str, ...], *names: str
) -> events.Rule:
    return events.Rule(
        f"EventsRuleForAccessAnalyzer{what}",
        Condition=HAS_TOPIC,
        EventPattern={
            "source": ["aws.access-analyzer"],
            "detail-type": list(detail_types),
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"status": ["ACTIVE"], "isDeleted": [False], "error": [error]},
        },
        Targets=[told(lines, {name: PATHS[name] for name in names})],
    )


ARTICLE = Article(
    title=Text("IAM Access Analyzer", "IAM Access Analyzer"),
    summary=Text(
        "Finds resources that outsiders can reach and, on request, access that nobody uses; archives what is intended, tells of the rest.",
        "外部からアクセスできるリソースと、必要に応じて未使用のアクセスを検出します。意図したものはアーカイブし、それ以外を通知します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "External access is free. Unused access, off by default, is billed per role and user analyzed and month.",
        "外部アクセスの分析は無料。既定でオフの未使用アクセスの分析は、対象のロールとユーザーの数に応じた月額課金。",
    ),
    elements=elements,
    detected_by=("IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",),
)
