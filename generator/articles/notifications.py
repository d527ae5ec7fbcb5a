"""Emits templates/notifications.yaml: the topic that alerts go to, and the people and channels that hear it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
"""

from collections.abc import Iterator

from awacs import sns as sns_action
from awacs.aws import ArnLike, ArnLikeIfExists, Bool, Statement, StringEquals
from troposphere import And, Equals, If, Not, NoValue, Ref, Sub, sns

from generator.blocks.alert_topic_key import alert_topic_key
from generator.blocks.chat_channels import chat_channels
from generator.blocks.deployment import NAME_PREFIX, deployment
from generator.blocks.policy import EVERYONE, allow, arn, deny, policy, service
from generator.blocks.region_condition import outside_of
from generator.knowledge.regions import partitions
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP, CONFIG_GROUP = "Alerts", "AWS Config"
TOPIC, KEY, CONFIG_TOPIC = "SNSForAlerts", "KMSKeyForAlerts", "SNSForConfigNotices"
OWN_TOPIC, OWN_KEY, NAMED_KEY = "OwnsAlertTopic", "OwnsAlertTopicKey", "NamesAlertTopicKey"
OWN_CONFIG_TOPIC, CONFIG_MAIL = "OwnsConfigNoticesTopic", "MailsConfigNotices"
COSTS = "RegionHasCostServices"
MAILS = 3
TOPIC_ARN = If(OWN_TOPIC, Ref(TOPIC), Ref("ExistingAlertTopicArn"))
TOPIC_NAME = f"${{{NAME_PREFIX}}}-alerts"
OURS = StringEquals("aws:SourceAccount", Ref("AWS::AccountId"))


def elements() -> Iterator[Element]:
    """Parameters, the topic with its key and policy, who hears it, then the topic of AWS Config."""
    yield from _parameters()
    yield from _mail_parameters()
    yield from deployment()
    yield from _conditions()
    yield from alert_topic_key(KEY, OWN_KEY, TOPIC_NAME, COSTS)
    yield from _topic()
    yield from _mails()
    yield from chat_channels(TOPIC_ARN)
    yield from _config_notices()
    yield Output(
        name="AlertTopicArnInUse",
        description="Value for the parameter AlertTopicArn of other templates, in this Region.",
        value=TOPIC_ARN,
    )


def _parameters() -> Iterator[Element]:
    yield _arn(
        "ExistingAlertTopicArn",
        "Existing topic",
        "A topic that is there; its policy, and that of its key, must admit those who publish. Empty makes a topic here.",
        "sns",
        "[A-Za-z0-9_-]{1,256}",
    )
    yield Parameter(
        name="AlertTopicKey",
        description=(
            "CREATE makes a customer managed KMS key, which costs a monthly fee in every Region; EXISTING names one below."
            " AWS's own key for SNS is no choice: alarms and events cannot use it."
        ),
        label="Encryption",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield _arn(
        "AlertTopicKeyArn",
        "ARN of the existing KMS key",
        "Its policy must let cloudwatch.amazonaws.com and events.amazonaws.com encrypt; for events without aws:SourceAccount.",
        "kms",
        "key/[a-zA-Z0-9-]+",
    )
    yield Rule(
        "ExistingAlertTopicKeyHasArn",
        {
            "RuleCondition": Equals(Ref("AlertTopicKey"), "EXISTING"),
            "Assertions": [
                {
                    "Assert": Not(Equals(Ref("AlertTopicKeyArn"), "")),
                    "AssertDescription": "AlertTopicKey EXISTING needs AlertTopicKeyArn.",
                }
            ],
        },
    )


def _mail_parameters() -> Iterator[Element]:
    for number in range(1, MAILS + 1):
        yield _address(f"AlertEmail{number}", f"E-mail address {number}", GROUP, "Hears the alerts of this Region")
    yield Parameter(
        name="ConfigNoticesTopic",
        description=(
            "CREATE makes a second topic, without a KMS key, for AWS Config, which can publish to no other:"
            " the value for ConfigTopicArn of the template config."
        ),
        label="Topic for AWS Config",
        group=CONFIG_GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield _address(
        "ConfigNoticesEmail",
        "E-mail address",
        CONFIG_GROUP,
        "Hears every change that AWS Config records in this Region",
    )


def _conditions() -> Iterator[Element]:
    yield Condition(OWN_TOPIC, Equals(Ref("ExistingAlertTopicArn"), ""))
    yield Condition(OWN_KEY, And({"Condition": OWN_TOPIC}, Equals(Ref("AlertTopicKey"), "CREATE")))
    yield Condition(NAMED_KEY, And(Equals(Ref("AlertTopicKey"), "EXISTING"), Not(Equals(Ref("AlertTopicKeyArn"), ""))))
    yield outside_of(COSTS, _regions_without_cost_services())
    for number in range(1, MAILS + 1):
        yield Condition(f"MailsAlerts{number}", Not(Equals(Ref(f"AlertEmail{number}"), "")))
    yield Condition(OWN_CONFIG_TOPIC, Equals(Ref("ConfigNoticesTopic"), "CREATE"))
    yield Condition(CONFIG_MAIL, And({"Condition": OWN_CONFIG_TOPIC}, Not(Equals(Ref("ConfigNoticesEmail"), ""))))


def _regions_without_cost_services() -> set[str]:
    """Those of partitions in which no Region has them: a policy may name a principal only where it exists."""
    missing = missing_regions("AWS::Budgets::Budget") & missing_regions("AWS::CE::AnomalySubscription")
    everywhere = [{each.code for each in partition.regions} for partition in partitions().values()]
    return {code for codes in everywhere if codes <= missing for code in codes}


def _topic() -> Iterator[Element]:
    key = If(OWN_KEY, Ref(KEY), If(NAMED_KEY, Ref("AlertTopicKeyArn"), NoValue))
    yield sns.Topic(TOPIC, Condition=OWN_TOPIC, TopicName=Sub(TOPIC_NAME), KmsMasterKeyId=key)
    alarms = ArnLike("aws:SourceArn", arn("cloudwatch", "alarm:*"))
    budgets = ArnLike("aws:SourceArn", arn("budgets", "*", region=""))
    yield Comment(
        "No condition: EventBridge supports none in the policy of a topic, and with one nothing arrives.",
        "Properties/PolicyDocument/Statement/1",
    )
    yield sns.TopicPolicy(
        "SNSTopicPolicyForAlerts",
        Condition=OWN_TOPIC,
        Topics=[Ref(TOPIC)],
        PolicyDocument=policy(
            _publishes(TOPIC, "AllowAlarms", "cloudwatch", OURS, alarms),
            _publishes(TOPIC, "AllowEvents", "events"),
            If(COSTS, _publishes(TOPIC, "AllowBudgets", "budgets", OURS, budgets), NoValue),
            If(COSTS, _publishes(TOPIC, "AllowCostAnomalies", "costalerts", OURS), NoValue),
            _no_plain_http(TOPIC),
        ),
    )


def _publishes(topic: str, sid: str, name: str, *conditions: StringEquals | ArnLike | ArnLikeIfExists) -> Statement:
    return allow(sns_action.Publish, sid=sid, to=service(name), on=Ref(topic), if_=conditions)


def _no_plain_http(topic: str) -> Statement:
    unencrypted = (Bool("aws:SecureTransport", "false"),)
    return deny(sns_action.Publish, sid="DenyPlainHttp", to=EVERYONE, on=Ref(topic), if_=unencrypted)


def _mails() -> Iterator[Element]:
    yield Comment("Nothing is sent before the address has confirmed, by the link in the mail that SNS sends it.")
    for number in range(1, MAILS + 1):
        yield sns.SubscriptionResource(
            f"SNSSubscriptionForAlertEmail{number}",
            Condition=f"MailsAlerts{number}",
            TopicArn=TOPIC_ARN,
            Protocol="email",
            Endpoint=Ref(f"AlertEmail{number}"),
        )


def _config_notices() -> Iterator[Element]:
    yield Comment(
        "Without a KMS key on purpose: AWS Config cannot publish to an encrypted topic, nor to one of another Region."
    )
    yield sns.Topic(CONFIG_TOPIC, Condition=OWN_CONFIG_TOPIC, TopicName=Sub(f"${{{NAME_PREFIX}}}-config-notices"))
    from_config = ArnLikeIfExists("aws:SourceArn", arn("config", "*"))
    yield sns.TopicPolicy(
        "SNSTopicPolicyForConfigNotices",
        Condition=OWN_CONFIG_TOPIC,
        Topics=[Ref(CONFIG_TOPIC)],
        PolicyDocument=policy(
            _publishes(CONFIG_TOPIC, "AllowConfigToPublish", "config", OURS, from_config), _no_plain_http(CONFIG_TOPIC)
        ),
    )
    yield sns.SubscriptionResource(
        "SNSSubscriptionForConfigNotices",
        Condition=CONFIG_MAIL,
        TopicArn=Ref(CONFIG_TOPIC),
        Protocol="email",
        Endpoint=Ref("ConfigNoticesEmail"),
    )
    yield Output(
        name="ConfigNoticesTopicArn",
        description="Value for the parameter ConfigTopicArn of the template config, in this Region.",
        value=Ref(CONFIG_TOPIC),
        condition=OWN_CONFIG_TOPIC,
    )


def _arn(name: str, label: str, description: str, service_name: str, resource: str) -> Parameter:
    return Parameter(
        name=name,
        description=description,
        label=label,
        group=GROUP,
        default="",
        allowed_pattern=f"^(arn:aws[a-z-]*:{service_name}:[a-z0-9-]+:[0-9]{{12}}:{resource})?$",
        constraint="An ARN in the Region of the stack, or nothing.",
    )


def _address(name: str, label: str, group: str, what: str) -> Parameter:
    return Parameter(
        name=name,
        description=f"{what}, once it has confirmed. Empty sends no mail.",
        label=label,
        group=group,
        default="",
        allowed_pattern=r"^([^@\s,]+@[^@\s,]+\.[^@\s,]+)?$",
        constraint="One e-mail address, or nothing.",
    )


ARTICLE = Article(
    title=Text("Notifications", "通知"),
    summary=Text(
        "One topic per Region for alerts, encrypted if wanted, heard by mail, Slack and Microsoft Teams; another for AWS Config.",
        "リージョンごとに 1 つのトピックでアラートをメール、Slack、Microsoft Teams へ届けます。AWS Config 用は別のトピックです。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Messages by number; a monthly fee and requests for a KMS key, if chosen, in every Region. Chat channels are free.",
        "通知件数による従量課金。KMS キーを選んだ場合はリージョンごとに月額料金とリクエスト料金。チャット連携は無料。",
    ),
    elements=elements,
)
