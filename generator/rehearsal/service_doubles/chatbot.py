"""Channels of Amazon Q Developer in chat applications, formerly AWS Chatbot: one configuration per channel in an account.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_Operations.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call, Double
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows

HOME: Final = "us-east-2"
"""Configurations belong to the account: whatever Region is asked, they are kept once."""


@dataclass(frozen=True)
class Channels:
    """The operations of one application; ``channel`` are the parameters that name a channel there."""

    application: str
    kind: str
    channel: tuple[str, ...]

    def create(self, call: Call) -> Answer:
        """Refuses a channel or a name that is taken, and what the configuration could not use."""
        _usable(call)
        kept = self._kept(call)
        given = dict(call.parameters)
        arn = f"arn:{call.account.partition}:chatbot::{call.account.account_id}:chat-configuration/{self.kind}/{given['ConfigurationName']}"
        names = [tuple(other[key] for key in self.channel) for other in kept.values()]
        if arn in kept or tuple(given[key] for key in self.channel) in names:
            raise call.refuse("ConflictException", "Channel or configuration name is configured already.")
        kept[arn] = given
        return self._answer(arn, given)

    def update(self, call: Call) -> Answer:
        """Changes what is given."""
        _usable(call)
        found = self._found(call)
        found.update(call.parameters)
        return self._answer(str(call.parameters["ChatConfigurationArn"]), found)

    def delete(self, call: Call) -> Answer:
        """Forgets it."""
        self._found(call)
        self._kept(call).pop(str(call.parameters["ChatConfigurationArn"]))
        return {}

    def doubles(self) -> Mapping[tuple[str, str], Double]:
        """By service and operation."""
        name = f"{self.application}ChannelConfiguration"
        return {
            ("chatbot", f"Create{name}"): self.create,
            ("chatbot", f"Update{name}"): self.update,
            ("chatbot", f"Delete{name}"): self.delete,
        }

    def _kept(self, call: Call) -> dict[str, dict[str, Any]]:
        return call.account.in_region(HOME).store(f"chatbot {self.kind}")

    def _found(self, call: Call) -> dict[str, Any]:
        found = self._kept(call).get(str(call.parameters["ChatConfigurationArn"]))
        if found is None:
            raise call.refuse("ResourceNotFoundException", "There is no such chat configuration.")
        return found

    def _answer(self, arn: str, found: Mapping[str, Any]) -> Answer:
        return {"ChannelConfiguration": {**found, "ChatConfigurationArn": arn}}


def _usable(call: Call) -> None:
    """The role is one that the service may take; the topics are there."""
    from botocore.exceptions import ClientError

    try:
        role = str(call.parameters.get("IamRoleArn", "")).rsplit("/", 1)[-1]
        if role:
            trust = call.account.client("iam").get_role(RoleName=role)["Role"]["AssumeRolePolicyDocument"]
            context = {"aws:SourceAccount": call.account.account_id}
            attempt = Attempt("sts:AssumeRole", "", service="chatbot.amazonaws.com", context=context)
            if not allows([trust], attempt):
                raise call.refuse("InvalidParameterException", f"chatbot.amazonaws.com may not take the role {role}.")
        for topic in call.parameters.get("SnsTopicArns", ()):
            place = call.account.in_region(str(topic).split(":")[3])
            place.client("sns").get_topic_attributes(TopicArn=topic)
    except ClientError as error:
        raise call.refuse("InvalidParameterException", str(error)) from error


SLACK: Final = Channels("Slack", "slack-channel", ("SlackTeamId", "SlackChannelId"))
TEAMS: Final = Channels("MicrosoftTeams", "microsoft-teams-channel", ("TeamId", "ChannelId"))
DOUBLES: Final = {**SLACK.doubles(), **TEAMS.doubles()}
