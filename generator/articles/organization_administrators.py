"""Emits templates/organization-administrators.yaml: which account administers Security Hub and Detective of an Organization.

Launched in the management account, in each Region: both services name their administrator by Region. CloudFormation has no type for the
administrators of GuardDuty, Macie, Inspector, IAM Access Analyzer, AWS Config and CloudTrail: ``baseline organization prepare`` names
those, and these two as well.

https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-delegatedadmin.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-detective-organizationadmin.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Ref, detective, securityhub

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.region_condition import outside_of
from generator.blocks.text_parameter import text_parameter
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "Delegated administrators"
ACCOUNT, SECURITY_HUB, DETECTIVE = "AdministratorAccountId", "SecurityHubAdministrator", "DetectiveAdministrator"
NAMES_ACCOUNT, HAS_DETECTIVE = "NamesAdministratorAccount", "RegionHasDetectiveAdministrators"
OF_SECURITY_HUB, OF_DETECTIVE = "NamesSecurityHubAdministrator", "NamesDetectiveAdministrator"
KEPT = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}


def elements() -> Iterator[Element]:
    """Parameters, then the administrator of each service that has a type for it."""
    yield from _parameters()
    yield Condition(NAMES_ACCOUNT, Not(Equals(Ref(ACCOUNT), "")))
    yield Condition(OF_SECURITY_HUB, And({"Condition": NAMES_ACCOUNT}, Equals(Ref(SECURITY_HUB), "CREATE")))
    yield outside_of(HAS_DETECTIVE, missing_regions("AWS::Detective::OrganizationAdmin"))
    chosen = Equals(Ref(DETECTIVE), "CREATE")
    yield Condition(OF_DETECTIVE, And({"Condition": NAMES_ACCOUNT}, {"Condition": HAS_DETECTIVE}, chosen))
    yield Comment(
        "Kept when the stack goes: without it no account sees the findings of the others. Security Hub refuses to remove it while the"
        " Organization is configured centrally."
    )
    yield securityhub.DelegatedAdmin(
        "SecurityHubDelegatedAdmin", Condition=OF_SECURITY_HUB, AdminAccountId=Ref(ACCOUNT), **KEPT
    )
    yield Comment(
        "Kept when the stack goes: to remove it deletes the behavior graph with a year of what the accounts did."
    )
    yield detective.OrganizationAdmin(
        "DetectiveOrganizationAdmin", Condition=OF_DETECTIVE, AccountId=Ref(ACCOUNT), **KEPT
    )


def _parameters() -> Iterator[Parameter]:
    yield text_parameter(
        ACCOUNT,
        "Account of the administrator",
        "Member account that becomes administrator, such as the one for security, never the management account. Empty names none. An"
        " administrator is not replaced: remove the old one by hand before another is named.",
        or_nothing(ACCOUNT_ID_PATTERN),
        "An account id of 12 digits, or nothing.",
        group=GROUP,
    )
    yield Parameter(
        name=SECURITY_HUB,
        description=(
            "CREATE names it for Security Hub CSPM in this Region; there is one. EXISTING leaves the one that is there. First enable"
            " trusted access: baseline organization prepare --service security-hub."
        ),
        label="Administrator of Security Hub",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name=DETECTIVE,
        description=(
            "CREATE names it for Detective in this Region and makes its behavior graph, which is billed by volume after 30 days. EXISTING"
            " leaves the one that is there, DISABLED names none. First enable trusted access: baseline organization prepare --service"
            " detective."
        ),
        label="Administrator of Detective",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )


ARTICLE = Article(
    title=Text("Organization administrators", "組織の委任管理者"),
    summary=Text(
        "Names the account that administers Security Hub, and Detective where chosen, for all accounts of an Organization.",
        "組織の全アカウントに対する Security Hub と (選択した場合) Detective の委任管理者アカウントを指定します。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text(
        "Free for Security Hub. Detective makes a behavior graph in the administrator's account: after a trial of 30 days by the volume"
        " of what it takes in.",
        "Security Hub の指定は無料。Detective は管理者アカウントに行動グラフを作成し、30 日間の無料トライアル後は取り込む量に応じた課金。",
    ),
    elements=elements,
)
