from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, as_list
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, document, made

NAME = "notifications"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:baseline-alerts"
EXISTING = f"arn:aws:sns:{HOME}:{ACCOUNT}:existing"
KEY_ARN = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
ALARM = f"arn:aws:cloudwatch:{HOME}:{ACCOUNT}:alarm:baseline-root-user-used"
BUDGET = f"arn:aws:budgets::{ACCOUNT}:budget/monthly"
OURS = {"aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"}
FOREIGN = {"aws:SourceAccount": "999988887777"}
SLACK = {"SlackWorkspaceId": "T0123456789", "SlackChannelId": "C0123456789"}
UUID = "01234567-89ab-cdef-0123-456789abcdef"
TEAMS = {"TeamsTenantId": UUID, "TeamsTeamId": UUID, "TeamsChannelId": "19%3aexample%40thread.tacv2"}
CHAT = {"ChatbotSlackChannel", "ChatbotTeamsChannel", "IAMRoleForChatbot"}
EVERYTHING: dict[str, Any] = {
    "AlertTopicKey": "CREATE",
    **{f"AlertEmail{number}": f"team{number}@example.com" for number in (1, 2, 3)},
    **SLACK,
    **TEAMS,
    "ConfigNoticesTopic": "CREATE",
    "ConfigNoticesEmail": "config@example.com",
}


def publishes(topic_policy: str, service: str, on: str, *, region: str = HOME, **context: str) -> bool:
    policy = made(NAME, region=region, ConfigNoticesTopic="CREATE").properties(topic_policy)["PolicyDocument"]
    attempt = Attempt("sns:Publish", on, service=f"{service}.amazonaws.com", context=context)
    return allows([policy], attempt)


def encrypts(service: str, *, region: str = HOME, **context: str) -> bool:
    policy = made(NAME, region=region, AlertTopicKey="CREATE").properties("KMSKeyForAlerts")["KeyPolicy"]
    found = {
        allows([policy], Attempt(f"kms:{action}", "*", service=f"{service}.amazonaws.com", context=context))
        for action in ("GenerateDataKey", "Decrypt")
    }
    assert len(found) == 1
    return found.pop()


def test_by_default_there_is_a_topic_and_its_policy_and_nothing_that_costs() -> None:
    stack = made(NAME, NamePrefix="acme")
    assert {*stack.resources} == {"SNSForAlerts", "SNSTopicPolicyForAlerts"}
    assert stack.properties("SNSForAlerts") == {"TopicName": "acme-alerts"}
    assert stack.outputs == {"AlertTopicArnInUse": TOPIC.replace("baseline", "acme")}


def test_everything_can_be_had_at_once() -> None:
    assert {*made(NAME, **EVERYTHING).resources} == {*document(NAME)["Resources"]}


def test_alarms_and_costs_of_this_account_publish_and_of_no_other() -> None:
    of_alarm, of_budget = {"aws:SourceArn": ALARM}, {"aws:SourceArn": BUDGET}
    for service, context in (("cloudwatch", of_alarm), ("budgets", of_budget), ("costalerts", {})):
        assert publishes("SNSTopicPolicyForAlerts", service, TOPIC, **OURS, **context)
        assert not publishes("SNSTopicPolicyForAlerts", service, TOPIC, **OURS | FOREIGN, **context)
        assert not publishes("SNSTopicPolicyForAlerts", service, TOPIC, **context)
    assert not publishes("SNSTopicPolicyForAlerts", "cloudwatch", TOPIC, **OURS, **of_budget)
    assert not publishes("SNSTopicPolicyForAlerts", "s3", TOPIC, **OURS)


def test_eventbridge_publishes_without_any_condition_key_because_it_sends_none() -> None:
    assert publishes("SNSTopicPolicyForAlerts", "events", TOPIC)
    (events,) = [
        statement
        for statement in made(NAME).properties("SNSTopicPolicyForAlerts")["PolicyDocument"]["Statement"]
        if statement["Principal"] == {"Service": "events.amazonaws.com"}
    ]
    assert "Condition" not in events


@pytest.mark.parametrize(
    ("policy", "topic", "service"),
    [
        ("SNSTopicPolicyForAlerts", TOPIC, "events"),
        ("SNSTopicPolicyForConfigNotices", f"arn:aws:sns:{HOME}:{ACCOUNT}:baseline-config-notices", "config"),
    ],
)
def test_nobody_publishes_over_plain_http(policy: str, topic: str, service: str) -> None:
    assert publishes(policy, service, topic, **OURS)
    assert not publishes(policy, service, topic, **OURS | {"aws:SecureTransport": "false"})


def test_the_topic_has_a_key_only_if_it_is_asked_for() -> None:
    assert made(NAME).of_type("AWS::KMS::Key") == {}
    stack = made(NAME, AlertTopicKey="CREATE")
    assert stack.properties("SNSForAlerts")["KmsMasterKeyId"] == "made-kmskeyforalerts"
    assert stack.properties("KMSKeyForAlerts")["EnableKeyRotation"] is True
    named = made(NAME, AlertTopicKey="EXISTING", AlertTopicKeyArn=KEY_ARN)
    assert named.properties("SNSForAlerts")["KmsMasterKeyId"] == KEY_ARN
    assert named.of_type("AWS::KMS::Key") == {}
    with pytest.raises(RequestRefused, match="AlertTopicKey EXISTING needs AlertTopicKeyArn"):
        made(NAME, AlertTopicKey="EXISTING")


@pytest.mark.parametrize("service", ["cloudwatch", "events", "budgets", "costalerts"])
def test_the_key_encrypts_for_those_who_publish_to_this_topic_without_source_keys(service: str) -> None:
    assert encrypts(service, **{"kms:EncryptionContext:aws:sns:topicArn": TOPIC})
    assert not encrypts(service, **{"kms:EncryptionContext:aws:sns:topicArn": EXISTING})
    assert not encrypts(service, **OURS)


def test_nobody_else_uses_the_key_and_the_account_keeps_it_in_hand() -> None:
    assert not encrypts("s3", **{"kms:EncryptionContext:aws:sns:topicArn": TOPIC})
    policy = made(NAME, AlertTopicKey="CREATE").properties("KMSKeyForAlerts")["KeyPolicy"]
    for account, expected in ((ACCOUNT, True), ("999988887777", False)):
        role = f"arn:aws:iam::{account}:role/Administrator"
        assert allows([policy], Attempt("kms:PutKeyPolicy", "*", arn=role)) is expected


def test_govcloud_has_no_budgets_and_no_cost_anomalies_to_admit() -> None:
    text = str(made(NAME, region="us-gov-west-1", AlertTopicKey="CREATE").resources)
    assert "cloudwatch.amazonaws.com" in text
    assert "budgets" not in text
    assert "costalerts" not in text
    assert "budgets.amazonaws.com" in str(made(NAME, region="cn-north-1", AlertTopicKey="CREATE").resources)


def test_an_existing_topic_is_subscribed_to_and_shown_and_left_as_it_is() -> None:
    stack = made(NAME, ExistingAlertTopicArn=EXISTING, **EVERYTHING | {"ConfigNoticesTopic": "DISABLED"})
    assert stack.of_type("AWS::SNS::Topic") == stack.of_type("AWS::SNS::TopicPolicy") == {}
    assert stack.of_type("AWS::KMS::Key") == {}
    subscriptions = stack.of_type("AWS::SNS::Subscription").values()
    assert {each["TopicArn"] for each in subscriptions} == {EXISTING}
    assert stack.properties("ChatbotSlackChannel")["SnsTopicArns"] == [EXISTING]
    assert stack.outputs["AlertTopicArnInUse"] == EXISTING


def test_each_address_is_subscribed_by_itself() -> None:
    stack = made(NAME, AlertEmail2="team@example.com")
    assert stack.of_type("AWS::SNS::Subscription") == {
        "SNSSubscriptionForAlertEmail2": {"TopicArn": TOPIC, "Protocol": "email", "Endpoint": "team@example.com"}
    }


@pytest.mark.parametrize("address", ["team", "a@b", "one@example.com,two@example.com", "a b@example.com"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RequestRefused, match="AlertEmail1"):
        made(NAME, AlertEmail1=address)


@pytest.mark.parametrize("given", [SLACK, TEAMS], ids=["Slack", "Teams"])
def test_a_channel_is_given_whole_or_not_at_all(given: dict[str, str]) -> None:
    assert {*made(NAME, **given).resources} & CHAT == CHAT - (
        {"ChatbotTeamsChannel"} if given is SLACK else {"ChatbotSlackChannel"}
    )
    for missing in given:
        with pytest.raises(RequestRefused, match="together, or none of them"):
            made(NAME, **given | {missing: ""})


@pytest.mark.parametrize("channel", ["ChatbotSlackChannel", "ChatbotTeamsChannel"])
def test_a_channel_shows_the_topics_and_lets_people_do_no_more_than_read_metrics(channel: str) -> None:
    found = made(NAME, **SLACK, **TEAMS).properties(channel)
    assert found["SnsTopicArns"] == [TOPIC]
    assert found["GuardrailPolicies"] == ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]
    others = [TOPIC.replace(HOME, region) for region in (OTHER, "ap-northeast-1")]
    shown = made(NAME, **SLACK, **TEAMS, ChatTopicArns=",".join(others)).properties(channel)["SnsTopicArns"]
    assert shown == [TOPIC, *others]


def test_the_role_of_the_channels_is_taken_by_them_only_and_reads_metrics_only() -> None:
    role = made(NAME, **SLACK).properties("IAMRoleForChatbot")

    def takes(service: str, **context: str) -> bool:
        attempt = Attempt("sts:AssumeRole", "", service=f"{service}.amazonaws.com", context=context)
        return allows([role["AssumeRolePolicyDocument"]], attempt)

    assert takes("chatbot")
    assert takes("chatbot", **OURS)
    assert not takes("chatbot", **FOREIGN)
    assert not takes("ssm")
    (policy,) = role["Policies"]
    actions = [action for each in policy["PolicyDocument"]["Statement"] for action in as_list(each["Action"])]
    assert actions
    assert all(action.startswith(("cloudwatch:Get", "cloudwatch:List", "cloudwatch:Describe")) for action in actions)


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_where_there_are_no_channels_none_is_made(region: str) -> None:
    assert not CHAT & made(NAME, region=region, **EVERYTHING).resources.keys()


def test_a_channel_has_one_configuration_in_an_account_so_it_is_made_at_home() -> None:
    assert not CHAT & made(NAME, region=OTHER, HomeRegion=HOME, **EVERYTHING).resources.keys()
    assert made(NAME, region=HOME, HomeRegion=HOME, **EVERYTHING).resources.keys() >= CHAT


def test_each_region_has_a_topic_of_its_own() -> None:
    stack = made(NAME, region=OTHER, HomeRegion=HOME)
    assert stack.outputs["AlertTopicArnInUse"] == TOPIC.replace(HOME, OTHER)


def test_the_topic_of_aws_config_is_never_encrypted_and_config_of_this_account_publishes() -> None:
    stack = made(NAME, **EVERYTHING)
    assert stack.properties("SNSForConfigNotices") == {"TopicName": "baseline-config-notices"}
    topic = f"arn:aws:sns:{HOME}:{ACCOUNT}:baseline-config-notices"
    assert stack.outputs["ConfigNoticesTopicArn"] == topic
    assert stack.properties("SNSSubscriptionForConfigNotices")["TopicArn"] == topic
    assert publishes("SNSTopicPolicyForConfigNotices", "config", topic, **OURS)
    assert not publishes("SNSTopicPolicyForConfigNotices", "config", topic, **OURS | FOREIGN)
    assert not publishes("SNSTopicPolicyForConfigNotices", "events", topic, **OURS)


def test_an_address_for_aws_config_waits_for_its_topic() -> None:
    assert "SNSSubscriptionForConfigNotices" not in made(NAME, ConfigNoticesEmail="config@example.com").resources


def test_the_topic_of_aws_config_is_one_that_the_config_template_takes() -> None:
    topic = made(NAME, ConfigNoticesTopic="CREATE").outputs["ConfigNoticesTopicArn"]
    channel = made("config", ConfigTopic="EXISTING", ConfigTopicArn=topic).properties("ConfigDeliveryChannel")
    assert channel["SnsTopicARN"] == topic


def test_the_alert_topic_is_one_that_other_templates_take() -> None:
    topic = made(NAME).outputs["AlertTopicArnInUse"]
    assert made("cloudtrail-alarms", AlertTopicArn=topic).resources
