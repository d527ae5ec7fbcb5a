"""Emits templates/security-hub.yaml: AWS Security Hub CSPM with the standards that are chosen, and its findings told to people.

https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, If, Not, Ref, Sub, securityhub

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, deployment
from generator.blocks.region_condition import outside_of
from generator.blocks.security_hub_notices import security_hub_notices
from generator.blocks.security_hub_standards import HUB, security_hub_standards
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP = "Security Hub"
CREATES, AGGREGATES, HAS_AGGREGATION = "CreatesSecurityHub", "AggregatesFindings", "HasFindingAggregation"
INFORMATIONAL, TAGGED, INSIGHTS = "SuppressesInformationalFindings", "SuppressesTaggedFindings", "MakesInsights"


def elements() -> Iterator[Element]:
    """Parameters, the hub, its standards, what sorts the findings, and who is told of them."""
    yield from _parameters()
    yield from _conditions()
    yield Comment("Kept when the stack goes: to disable Security Hub deletes its findings.")
    yield securityhub.Hub(
        HUB,
        Condition=CREATES,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        EnableDefaultStandards=False,
        ControlFindingGenerator="SECURITY_CONTROL",
        AutoEnableControls=If("EnablesNewControls", True, False),
    )
    yield from security_hub_standards()
    yield securityhub.FindingAggregator(
        "SecurityHubFindingAggregator", Condition=AGGREGATES, RegionLinkingMode=After("ALL_REGIONS", HUB)
    )
    yield from _automation_rules()
    yield from _insights()
    yield from security_hub_notices()
    yield from deployment()
    yield Output(name="SecurityHubArn", description="The hub.", value=Ref(HUB), condition=CREATES)


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name="SecurityHub",
        description=(
            "Whether this stack enables Security Hub CSPM. EXISTING adds to the hub that is there, such as one that the administrator of"
            " an Organization enabled, or one kept from an earlier stack."
        ),
        label="Security Hub",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="SecurityHubNewControls",
        description="Whether controls that AWS adds to an enabled standard are checked too. Of no effect on an EXISTING hub.",
        label="New controls",
        group=GROUP,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )
    yield Parameter(
        name="SecurityHubAggregation",
        description=(
            "Whether the home Region collects the findings of all Regions. A member account of an Organization is refused: its"
            " administrator aggregates."
        ),
        label="Aggregation",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name="SecurityHubSuppressInformational",
        description=(
            "Whether an automation rule suppresses new findings of severity INFORMATIONAL, passed checks among them. A member account of an"
            " Organization is refused."
        ),
        label="Suppress informational findings",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name="SecurityHubExemptTagKey",
        description="An automation rule suppresses new findings of resources with this tag and the value true. Empty makes no rule.",
        label="Tag of exempt resources",
        group=GROUP,
        default="",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{0,128}$",
        constraint="A tag key of at most 128 letters, digits and _.:/=+@-.",
    )
    yield Parameter(
        name="SecurityHubInsights",
        description="Whether insights count open findings of severity CRITICAL and HIGH by resource and by account.",
        label="Insights",
        group=GROUP,
        default="ENABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def _conditions() -> Iterator[Element]:
    yield Condition(CREATES, Equals(Ref("SecurityHub"), "CREATE"))
    yield Condition("EnablesNewControls", Equals(Ref("SecurityHubNewControls"), "ENABLED"))
    yield outside_of(HAS_AGGREGATION, missing_regions("AWS::SecurityHub::FindingAggregator"))
    yield Condition(
        AGGREGATES,
        And(
            {"Condition": IS_HOME_REGION},
            {"Condition": HAS_AGGREGATION},
            Equals(Ref("SecurityHubAggregation"), "ENABLED"),
        ),
    )
    yield Condition(INFORMATIONAL, Equals(Ref("SecurityHubSuppressInformational"), "ENABLED"))
    yield Condition(TAGGED, Not(Equals(Ref("SecurityHubExemptTagKey"), "")))
    yield Condition(INSIGHTS, Equals(Ref("SecurityHubInsights"), "ENABLED"))


def _automation_rules() -> Iterator[Element]:
    yield _suppression(
        "Informational",
        INFORMATIONAL,
        100,
        "Findings that are information only.",
        SeverityLabel=_equal("INFORMATIONAL"),
    )
    tag = securityhub.MapFilter(Key=Ref("SecurityHubExemptTagKey"), Value="true", Comparison="EQUALS")
    yield _suppression("Tagged", TAGGED, 200, "Findings of resources that a tag exempts.", ResourceTags=[tag])


def _suppression(
    what: str, condition: str, order: int, description: str, **criteria: Any
) -> securityhub.AutomationRule:
    new = {"WorkflowStatus": _equal("NEW"), "RecordState": _equal("ACTIVE")}
    suppressed = securityhub.AutomationRulesFindingFieldsUpdate(
        Workflow=securityhub.WorkflowUpdate(Status="SUPPRESSED")
    )
    return securityhub.AutomationRule(
        f"SecurityHubAutomationRuleFor{what}Findings",
        Condition=condition,
        RuleName=After(Sub(f"${{{NAME_PREFIX}}}-suppress-{what.lower()}"), HUB),
        Description=description,
        RuleOrder=order,
        RuleStatus="ENABLED",
        Criteria=securityhub.AutomationRulesFindingFilters(**criteria, **new),
        Actions=[securityhub.AutomationRulesAction(Type="FINDING_FIELDS_UPDATE", FindingFieldsUpdate=suppressed)],
    )


def _insights() -> Iterator[Element]:
    for what, attribute in (("Resource", "ResourceId"), ("Account", "AwsAccountId")):
        yield securityhub.Insight(
            f"SecurityHubInsightBy{what}",
            Condition=INSIGHTS,
            Name=After(Sub(f"${{{NAME_PREFIX}}} open findings by {what.lower()}"), HUB),
            GroupByAttribute=attribute,
            Filters=securityhub.AwsSecurityFindingFilters(
                SeverityLabel=_equal("CRITICAL", "HIGH"),
                WorkflowStatus=_equal("NEW", "NOTIFIED"),
                RecordState=_equal("ACTIVE"),
            ),
        )


def _equal(*values: str) -> list[securityhub.StringFilter]:
    return [securityhub.StringFilter(Value=value, Comparison="EQUALS") for value in values]


ARTICLE = Article(
    title=Text("AWS Security Hub", "AWS Security Hub"),
    summary=Text(
        "Checks the account against chosen standards, collects the findings of all services, sorts them, and tells of those that matter.",
        "選択した標準でアカウントをチェックし、各サービスの検出結果を集約・整理して、重要なものを通知します。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "Every check of every resource (the best practices are on by default, the other standards off), findings of other services beyond"
        " the free ones, and what AWS Config records and evaluates for it.",
        "リソースごとのチェック数 (既定では基礎的なベストプラクティスのみ)、無料枠を超える検出結果、AWS Config の記録と評価。",
    ),
    elements=elements,
    detected_by=("SECURITYHUB_ENABLED",),
)
