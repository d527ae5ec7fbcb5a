"""Slack and Microsoft Teams channels that show what a topic says, and the role behind them.

https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam-policies.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import cloudwatch as action
from awacs import sts
from awacs.aws import StringEqualsIfExists
from troposphere import And, Equals, GetAtt, If, Join, Not, Or, Ref, Split, Sub, chatbot, iam

from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX
from generator.blocks.policy import allow, arn, policy, service
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Comment, Condition, Element, Parameter, Rule

GROUP = "Chat channels"
ROLE = "IAMRoleForChatbot"
SLACK, TEAMS, CHATS = "TellsSlack", "TellsTeams", "TellsChat"
AVAILABLE, OTHER_TOPICS = "RegionHasChatbot", "ChatHearsOtherTopics"
SLACK_IDS = ("SlackWorkspaceId", "SlackChannelId")
TEAMS_IDS = ("TeamsTenantId", "TeamsTeamId", "TeamsChannelId")
UUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


def chat_channels(topic: Any) -> Iterator[Element]:
    """Parameters, role and channels; ``topic`` is the ARN that they hear, ``deployment`` must be yielded beside it.

    A channel has one configuration in an account, so that the home Region's hears the topics of all Regions.
    """
    yield from _parameters()
    yield from _conditions()
    yield from _role()
    topics = If(OTHER_TOPICS, Split(",", Join(",", [topic, Join(",", Ref("ChatTopicArns"))])), [topic])
    facts = {
        "IamRoleArn": GetAtt(ROLE, "Arn"),
        "GuardrailPolicies": [Sub("arn:${AWS::Partition}:iam::aws:policy/CloudWatchReadOnlyAccess")],
        "LoggingLevel": "ERROR",
        "SnsTopicArns": topics,
    }
    yield Comment("Without a guardrail AdministratorAccess is the limit of what people may do from the channel.")
    yield chatbot.SlackChannelConfiguration(
        "ChatbotSlackChannel",
        Condition=SLACK,
        ConfigurationName=Sub(f"${{{NAME_PREFIX}}}-slack"),
        SlackWorkspaceId=Ref("SlackWorkspaceId"),
        SlackChannelId=Ref("SlackChannelId"),
        **facts,
    )
    yield chatbot.MicrosoftTeamsChannelConfiguration(
        "ChatbotTeamsChannel",
        Condition=TEAMS,
        ConfigurationName=Sub(f"${{{NAME_PREFIX}}}-teams"),
        TeamsTenantId=Ref("TeamsTenantId"),
        TeamId=Ref("TeamsTeamId"),
        TeamsChannelId=Ref("TeamsChannelId"),
        **facts,
    )


def _parameters() -> Iterator[Element]:
    slack = (
        "Such as T0123456789, once the workspace is authorized in the console of Amazon Q Developer in chat applications."
        " A channel shows alarms, budgets, and events as AWS writes them; notices that a template words itself reach mail only."
        " Empty tells no Slack channel."
    )
    yield _id("SlackWorkspaceId", "Slack workspace", slack, "[0-9A-Z]{1,255}")
    yield _id(
        "SlackChannelId", "Slack channel", "Such as C0123456789, the end of the channel's link.", "[A-Za-z0-9]{1,128}"
    )
    teams = "Microsoft Entra tenant, once the team is authorized in the same console. Empty tells no Teams channel."
    yield _id("TeamsTenantId", "Teams tenant", teams, UUID)
    yield _id("TeamsTeamId", "Teams team", "groupId in the link to the team's channel.", UUID)
    yield _id(
        "TeamsChannelId",
        "Teams channel",
        "As it stands in the channel's link, percent-encoded: 19%3a...%40thread.tacv2.",
        "[a-zA-Z0-9_=+/.,-]*%3[aA][a-zA-Z0-9_=+/.,-]*%40[a-zA-Z0-9_=+/.,-]*",
    )
    yield Parameter(
        name="ChatTopicArns",
        description=(
            "Topics of other Regions that the channels of the home Region show too, separated by commas. Add them once they are there."
        ),
        label="Topics of other Regions",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$",
        constraint="ARNs of standard SNS topics, or nothing.",
    )
    yield _all_or_none("SlackIsWhole", *SLACK_IDS)
    yield _all_or_none("TeamsIsWhole", *TEAMS_IDS)


def _id(name: str, label: str, description: str, pattern: str) -> Parameter:
    return Parameter(
        name=name,
        description=description,
        label=label,
        group=GROUP,
        default="",
        allowed_pattern=f"^({pattern})?$",
        constraint="An id as the application shows it, or nothing.",
    )


def _all_or_none(name: str, *parameters: str) -> Rule:
    words = f"Give {' and '.join(parameters)} together, or none of them."
    empty = [Equals(Ref(each), "") for each in parameters]
    return Rule(name, {"Assertions": [{"Assert": Or(And(*empty), And(*map(Not, empty))), "AssertDescription": words}]})


def _conditions() -> Iterator[Condition]:
    yield outside_of(AVAILABLE, missing_regions("AWS::Chatbot::SlackChannelConfiguration"))
    for name, ids in ((SLACK, SLACK_IDS), (TEAMS, TEAMS_IDS)):
        given = [Not(Equals(Ref(each), "")) for each in ids]
        yield Condition(name, And({"Condition": IS_HOME_REGION}, {"Condition": AVAILABLE}, *given))
    yield Condition(CHATS, Or({"Condition": SLACK}, {"Condition": TEAMS}))
    yield Condition(OTHER_TOPICS, Not(Equals(Join("", Ref("ChatTopicArns")), "")))


def _role() -> Iterator[Element]:
    yield Comment(
        "AWS documents no source keys for this service: they are held to where they come.",
        "Properties/AssumeRolePolicyDocument/Statement/0/Condition",
    )
    ours = (StringEqualsIfExists("aws:SourceAccount", Ref("AWS::AccountId")),)
    charts = allow(
        action.GetMetricData, action.GetMetricStatistics, action.GetMetricWidgetImage, action.ListMetrics, on="*"
    )
    alarms = allow(action.DescribeAlarms, on=arn("cloudwatch", "alarm:*", region="*"))
    yield iam.Role(
        ROLE,
        Condition=CHATS,
        Description="Lets chat channels draw the metrics of the alarms that they show.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=service("chatbot"), if_=ours)),
        Policies=[iam.Policy(PolicyName="ReadMetrics", PolicyDocument=policy(charts, alarms))],
    )
