"""Emits templates/organization-security-hub.yaml: how Security Hub CSPM is configured in the accounts of an Organization.

Launched in the delegated administrator's account. Central configuration is of the home Region, which no Region can be that is disabled
by default; local configuration is of each Region. CloudFormation cannot make an aggregator that links no Region.

https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-organizationconfiguration.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, Split, securityhub

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, some_or_nothing
from generator.blocks.deployment import IS_HOME_REGION, deployment
from generator.blocks.region_condition import outside_of
from generator.blocks.security_hub_policy import CONFIGURATION, HAS_POLICY, policy_parameters, security_hub_policy
from generator.blocks.text_parameter import text_parameter
from generator.knowledge.resource_types import missing_regions
from generator.model import After, Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "Organization"
CENTRAL, NEW_ACCOUNTS, STANDARDS = "CentralConfiguration", "SecurityHubNewAccounts", "SecurityHubNewAccountStandards"
AGGREGATOR, REGIONS, AGGREGATES = "FindingAggregator", "LinkedRegions", "AggregatesFindings"
LINKER = "SecurityHubOrganizationAggregator"
HAS_CENTRAL, HAS_LOCAL, NAMES_REGIONS = (
    "RegionHasCentralConfiguration",
    "RegionHasLocalConfiguration",
    "NamesLinkedRegions",
)
CREATES, LOCAL, CONFIGURES = "CreatesCentralConfiguration", "ConfiguresLocally", "ConfiguresOrganization"
TYPES = ("FindingAggregator", "OrganizationConfiguration", "ConfigurationPolicy", "PolicyAssociation")


def elements() -> Iterator[Element]:
    """Parameters, the aggregator, the kind of configuration, and the policy with its targets."""
    yield from _parameters()
    yield from policy_parameters()
    yield from deployment()
    yield from _conditions()
    yield Comment(
        "An account has one, in its home Region. What was collected stays when it goes; nothing is collected any more."
    )
    yield securityhub.FindingAggregator(
        LINKER,
        Condition=AGGREGATES,
        RegionLinkingMode=If(NAMES_REGIONS, "SPECIFIED_REGIONS", "ALL_REGIONS"),
        Regions=If(NAMES_REGIONS, Split(",", Ref(REGIONS)), NoValue),
    )
    yield Comment(
        "Deleted, the Organization is configured locally again; accounts keep what they have, and look after themselves."
    )
    yield securityhub.OrganizationConfiguration(
        CONFIGURATION,
        Condition=CONFIGURES,
        ConfigurationType=After(If(CREATES, "CENTRAL", "LOCAL"), LINKER),
        AutoEnable=If(CREATES, False, True),
        AutoEnableStandards=If(CREATES, "NONE", Ref(STANDARDS)),
    )
    yield from security_hub_policy()


def _parameters() -> Iterator[Parameter]:
    yield Parameter(
        name=CENTRAL,
        description=(
            "CREATE lets the home Region configure Security Hub of all accounts and linked Regions, which changes nothing before a policy"
            " reaches them. EXISTING is where it does already. The account must be the delegated administrator (article"
            " organization-administrators) with a hub (article security-hub), not the management account. A home Region that is disabled"
            " by default makes nothing."
        ),
        label="Central configuration",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield Parameter(
        name=AGGREGATOR,
        description=(
            "Central configuration needs an aggregator of findings; an account has one. CREATE makes it along with CREATE above; EXISTING"
            " takes the one of this Region that is there, such as that of article security-hub."
        ),
        label="Finding aggregator",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield text_parameter(
        REGIONS,
        "Linked Regions",
        "Regions that send their findings to the home Region and are configured with it, separated by commas, without the home Region."
        " Empty: all, those that AWS adds later too. Of no effect on an EXISTING aggregator.",
        some_or_nothing(REGION_CODE_PATTERN),
        "Regions such as us-east-1,us-west-2, or nothing.",
        group=GROUP,
    )
    yield Parameter(
        name=NEW_ACCOUNTS,
        description=(
            "Local configuration: ENABLED enables Security Hub of each account that joins, in this Region, and each check there is billed."
            " Of no effect unless central configuration is DISABLED, which has to come in an update of its own first."
        ),
        label="Accounts that join",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )
    yield Parameter(
        name=STANDARDS,
        description="Standards of accounts that join under local configuration: DEFAULT are those that AWS chooses.",
        label="Standards of accounts that join",
        group=GROUP,
        default="NONE",
        allowed_values=("NONE", "DEFAULT"),
    )


def _conditions() -> Iterator[Condition]:
    missing = [missing_regions(f"AWS::SecurityHub::{name}") for name in TYPES]
    yield outside_of(HAS_CENTRAL, frozenset().union(*missing))
    yield outside_of(HAS_LOCAL, missing_regions("AWS::SecurityHub::OrganizationConfiguration"))
    here = ({"Condition": IS_HOME_REGION}, {"Condition": HAS_CENTRAL})
    yield Condition(CREATES, And(*here, Equals(Ref(CENTRAL), "CREATE")))
    yield Condition(AGGREGATES, And({"Condition": CREATES}, Equals(Ref(AGGREGATOR), "CREATE")))
    yield Condition(NAMES_REGIONS, Not(Equals(Ref(REGIONS), "")))
    enabled = (Equals(Ref(CENTRAL), "DISABLED"), Equals(Ref(NEW_ACCOUNTS), "ENABLED"))
    yield Condition(LOCAL, And({"Condition": HAS_LOCAL}, *enabled))
    yield Condition(CONFIGURES, Or({"Condition": CREATES}, {"Condition": LOCAL}))
    wanted = (Not(Equals(Ref(CENTRAL), "DISABLED")), Equals(Ref("ConfigurationPolicy"), "ENABLED"))
    yield Condition(HAS_POLICY, And(*here, *wanted))


ARTICLE = Article(
    title=Text("Organization Security Hub", "組織の Security Hub"),
    summary=Text(
        "Configures Security Hub of an Organization from one account: aggregated findings, and a policy of chosen standards and controls.",
        "組織の Security Hub を 1 つのアカウントから設定します。検出結果を集約し、標準とコントロールを選んだポリシーを適用します。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text(
        "Aggregation and policies are free. In every account that a policy reaches, or that joins with Security Hub enabled, each check of"
        " each Region is billed, and what AWS Config records for it.",
        "集約とポリシーは無料。ポリシーの適用や自動有効化の対象アカウントごとに、各リージョンのチェック数と AWS Config の記録に課金。",
    ),
    elements=elements,
    detected_by=("SECURITYHUB_ENABLED",),
)
