import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

REGION = "us-east-1"


def role(account: StrictAccount, service: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    made = account.session().client("iam").create_role(RoleName=service, AssumeRolePolicyDocument=trust)
    return str(made["Role"]["Arn"])


def channel(account: StrictAccount, **given: Any) -> dict[str, Any]:
    values = {"SlackTeamId": "T0123456789", "SlackChannelId": "C0123456789", "ConfigurationName": "one"} | given
    answer = account.account_region(REGION).client("chatbot").create_slack_channel_configuration(**values)
    found: dict[str, Any] = answer["ChannelConfiguration"]
    return found


def test_a_channel_is_configured_once_in_an_account_and_again_when_it_is_free(account: StrictAccount) -> None:
    arn = role(account, "chatbot")
    made = channel(account, IamRoleArn=arn)
    expected = f"arn:aws:chatbot::{account.account_id}:chat-configuration/slack-channel/one"
    assert made["ChatConfigurationArn"] == expected
    for same in ({"ConfigurationName": "two"}, {"SlackChannelId": "C9"}):
        with pytest.raises(ClientError, match="ConflictException"):
            channel(account, IamRoleArn=arn, **same)
    client = account.account_region("eu-west-1").client("chatbot")
    client.delete_slack_channel_configuration(ChatConfigurationArn=expected)
    channel(account, IamRoleArn=arn)


def test_a_role_for_another_service_and_a_topic_that_is_not_there_are_refused(account: StrictAccount) -> None:
    with pytest.raises(ClientError, match="may not take the role ssm"):
        channel(account, IamRoleArn=role(account, "ssm"))
    with pytest.raises(ClientError, match="InvalidParameterException"):
        channel(account, IamRoleArn=f"arn:aws:iam::{account.account_id}:role/absent")
    absent = f"arn:aws:sns:{REGION}:{account.account_id}:absent"
    with pytest.raises(ClientError, match="InvalidParameterException"):
        channel(account, IamRoleArn=role(account, "chatbot"), SnsTopicArns=[absent])


def test_what_is_not_configured_can_be_neither_changed_nor_deleted(account: StrictAccount) -> None:
    client = account.account_region(REGION).client("chatbot")
    arn = f"arn:aws:chatbot::{account.account_id}:chat-configuration/microsoft-teams-channel/one"
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.delete_microsoft_teams_channel_configuration(ChatConfigurationArn=arn)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.update_microsoft_teams_channel_configuration(ChatConfigurationArn=arn, ChannelId="19%3aa%40b")
