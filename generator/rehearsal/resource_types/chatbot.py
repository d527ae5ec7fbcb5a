"""Channels of Amazon Q Developer in chat applications, formerly AWS Chatbot.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Chatbot.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import NotModelled, Resource, ResourceType, by_id

SHARED = {
    "ConfigurationName": "ConfigurationName",
    "GuardrailPolicyArns": "GuardrailPolicies",
    "IamRoleArn": "IamRoleArn",
    "LoggingLevel": "LoggingLevel",
    "SnsTopicArns": "SnsTopicArns",
    "UserAuthorizationRequired": "UserRoleRequired",
}
SLACK = {"SlackTeamId": "SlackWorkspaceId", "SlackChannelId": "SlackChannelId"}
TEAMS = {
    "ChannelId": "TeamsChannelId",
    "ChannelName": "TeamsChannelName",
    "TeamId": "TeamId",
    "TenantId": "TeamsTenantId",
}
# Their changes mean another configuration: the type's create-only properties.
FIXED = frozenset({"ConfigurationName", "SlackTeamId", "TeamId", "TenantId"})


def _row(application: str, own: dict[str, str], operation: str) -> ResourceType:
    names = {**SHARED, **own}

    def create(resource: Resource) -> str:
        unknown = sorted(set(resource.properties) - {*names.values(), "Tags"})
        if unknown:
            raise NotModelled(f"property {unknown[0]} of a chat channel is not modelled")
        given: dict[str, Any] = resource.pick("Tags", **names)
        answer = resource.call("chatbot", f"create_{operation}", **given)
        return str(answer["ChannelConfiguration"]["ChatConfigurationArn"])

    def update(resource: Resource) -> None:
        given = resource.pick(**{key: name for key, name in names.items() if key not in FIXED})
        resource.call("chatbot", f"update_{operation}", ChatConfigurationArn=resource.physical_id, **given)

    return ResourceType(
        f"AWS::Chatbot::{application}ChannelConfiguration",
        create=create,
        update=update,
        delete=by_id("chatbot", f"delete_{operation}", "ChatConfigurationArn"),
        attributes=lambda resource: {"Arn": resource.physical_id},
        name_property="ConfigurationName",
    )


ROWS = (
    _row("Slack", SLACK, "slack_channel_configuration"),
    _row("MicrosoftTeams", TEAMS, "microsoft_teams_channel_configuration"),
)
