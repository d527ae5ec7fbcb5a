"""Emits templates/detective.yaml: the behavior graph in which a finding is followed to its cause, and the accounts that feed it.

AWS asks for no detector of GuardDuty any more; without findings there is less to follow.

https://docs.aws.amazon.com/detective/latest/userguide/detective-prerequisites.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-detective-graph.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, Not, Or, Ref, detective

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Detective"
HAS_DETECTIVE, CREATES, NAMED, HAS_GRAPH = "RegionHasDetective", "CreatesGraph", "NamesGraph", "HasGraph"
OF_ORGANIZATION = "EnablesNewAccounts"
GRAPH = If(NAMED, Ref("GraphArn"), Ref("DetectiveGraph"))
INVITATIONS = (1, 2, 3)
EMAIL = "^([^@ ]+@[^@ ]+)?$"


def elements() -> Iterator[Element]:
    """Parameters, the graph, and an invitation for each account that is named."""
    yield from _parameters()
    yield outside_of(HAS_DETECTIVE, missing_regions("AWS::Detective::Graph"))
    yield Condition(CREATES, And({"Condition": HAS_DETECTIVE}, Equals(Ref("Graph"), "CREATE")))
    given = Not(Equals(Ref("GraphArn"), ""))
    yield Condition(NAMED, And({"Condition": HAS_DETECTIVE}, Equals(Ref("Graph"), "EXISTING"), given))
    yield Condition(HAS_GRAPH, Or({"Condition": CREATES}, {"Condition": NAMED}))
    yield Condition(OF_ORGANIZATION, Equals(Ref("GraphMembers"), "NEW_ACCOUNTS"))
    yield Comment("Detective keeps a year of what the accounts did; the graph goes with its stack.")
    yield detective.Graph("DetectiveGraph", Condition=CREATES, AutoEnableMembers=If(OF_ORGANIZATION, True, False))
    for number in INVITATIONS:
        yield from _invitation(number)
    yield Output(
        name="GraphArnInUse", description="ARN of the behavior graph of this Region.", value=GRAPH, condition=HAS_GRAPH
    )


def _parameters() -> Iterator[Element]:
    yield Parameter(
        name="Graph",
        description="CREATE makes the behavior graph; an account administers one in each Region. EXISTING leaves it as it is.",
        label="Behavior graph",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="GraphArn",
        description="ARN of the existing graph; needed for invitations.",
        label="ARN of the existing graph",
        group=GROUP,
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:detective:[a-z0-9-]+:[0-9]{12}:graph:[0-9a-f]{32})?$",
        constraint="The ARN of a behavior graph, or nothing.",
    )
    yield Parameter(
        name="GraphMembers",
        description=(
            "INVITED takes accounts that accept an invitation. NEW_ACCOUNTS also enables each account that joins the Organization,"
            " which only its delegated administrator of Detective can ask for."
        ),
        label="Member accounts",
        group=GROUP,
        default="INVITED",
        allowed_values=("INVITED", "NEW_ACCOUNTS"),
    )
    for number in INVITATIONS:
        yield Parameter(
            name=f"GraphMember{number}",
            description="Account to invite; it pays for what it feeds into the graph, and must accept. Empty invites none.",
            label=f"Account {number} to invite",
            group=GROUP,
            default="",
            allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
            constraint="An account id of 12 digits, or nothing.",
        )
        yield Parameter(
            name=f"GraphMember{number}Email",
            description="E-mail address of that account's root user, by which AWS knows that the right account is meant.",
            label=f"E-mail address of account {number}",
            group=GROUP,
            default="",
            allowed_pattern=EMAIL,
            constraint="An e-mail address, or nothing.",
        )


def _invitation(number: int) -> Iterator[Element]:
    account, email, condition = f"GraphMember{number}", f"GraphMember{number}Email", f"InvitesGraphMember{number}"
    yield Rule(
        f"GraphMember{number}IsWhole",
        {
            "RuleCondition": Not(Equals(Ref(account), "")),
            "Assertions": [
                {"Assert": Not(Equals(Ref(email), "")), "AssertDescription": f"{account} needs {email}."},
                {
                    "Assert": Or(Equals(Ref("Graph"), "CREATE"), Not(Equals(Ref("GraphArn"), ""))),
                    "AssertDescription": "Invitations to an EXISTING graph need GraphArn.",
                },
            ],
        },
    )
    named = (Not(Equals(Ref(name), "")) for name in (account, email))
    yield Condition(condition, And({"Condition": HAS_GRAPH}, *named))
    yield detective.MemberInvitation(
        f"DetectiveMemberInvitation{number}",
        Condition=condition,
        GraphArn=GRAPH,
        MemberId=Ref(account),
        MemberEmailAddress=Ref(email),
    )


ARTICLE = Article(
    title=Text("Amazon Detective", "Amazon Detective"),
    summary=Text(
        "A behavior graph of logins, API calls and network traffic, in which a finding is followed to its cause.",
        "ログイン、API 呼び出し、ネットワークトラフィックを行動グラフにまとめ、検出結果の原因をたどれるようにします。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "After a trial of 30 days per Region: by the volume of logs and findings that each member account feeds into the graph.",
        "リージョンごとに 30 日間の無料トライアル後、各メンバーアカウントがグラフへ取り込むログと検出結果の量に応じた課金。",
    ),
    elements=elements,
)
