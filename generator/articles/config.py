"""Emits templates/config.yaml: AWS Config records the Region's resources and delivers what it recorded.

https://docs.aws.amazon.com/config/latest/developerguide/gs-cli-prereq.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import s3 as s3_action
from awacs import sns as sns_action
from awacs.aws import ArnLikeIfExists, Bool, StringEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, config, s3, sns

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, home_region, name_prefix
from generator.blocks.policy import EVERYONE, allow, arn, deny, policy, service
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.model import After, Article, Comment, Condition, Element, Output, Parameter, Resource, Rule, Scope, Text

GROUP = "AWS Config"
RECORDS, OWN_BUCKET, NAMED_BUCKET = "RecordsConfiguration", "OwnsConfigBucket", "NamesConfigBucket"
OWN_TOPIC, NAMED_TOPIC = "OwnsConfigTopic", "NamesConfigTopic"
ROLE_NAME = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
FROM_CONFIG = (
    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
    ArnLikeIfExists("aws:SourceArn", arn("config", "*")),
)


def elements() -> Iterator[Element]:
    """Parameters, the bucket and topic with their policies, then channel and recorder, neither waiting for the other."""
    yield from _parameters()
    yield from name_prefix()
    yield from home_region()
    yield from _conditions()
    yield from _bucket()
    yield from _topic()
    yield from _channel()
    yield from _recorder()
    yield Output(
        name="ConfigBucketNameInUse",
        description="Bucket to which AWS Config delivers.",
        value=If(NAMED_BUCKET, Ref("ConfigBucketName"), Ref("S3ForConfig")),
        condition=RECORDS,
    )


def _parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="ConfigurationRecorder",
        description=(
            "CREATE makes the recorder and the delivery channel of this Region. A Region has one of each:"
            " EXISTING leaves those that are there, such as Control Tower's, and makes nothing."
        ),
        label="Recorder and delivery channel",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="RecordingFrequency",
        description="CONTINUOUS records every change, DAILY the state of the day, which costs less where much changes.",
        label="Recording frequency",
        group=GROUP,
        default="CONTINUOUS",
        allowed_values=("CONTINUOUS", "DAILY"),
    )
    yield Parameter(
        name="SnapshotFrequency",
        description="How often a snapshot of all resources is delivered.",
        label="Snapshot frequency",
        group=GROUP,
        default="TwentyFour_Hours",
        allowed_values=("One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"),
    )
    yield from _bucket_parameters()
    yield Parameter(
        name="ConfigTopic",
        description="SNS topic that hears of every change. EXISTING names one below.",
        label="Notifications",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield Parameter(
        name="ConfigTopicArn",
        description="The existing topic, in this Region and without a KMS key: AWS Config cannot publish to others.",
        label="ARN of the existing topic",
        group=GROUP,
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+)?$",
        constraint="The ARN of an SNS topic, or nothing.",
    )


def _bucket_parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="ConfigBucketName",
        description="Bucket of the log archive account, or one kept from an earlier stack. Empty makes a bucket here.",
        label="Existing bucket",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name="ConfigKmsKeyArn",
        description="KMS key of the existing bucket, whose policy lets config.amazonaws.com use it. Empty encrypts with SSE-S3.",
        label="KMS key of the existing bucket",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(KMS_KEY_ARN_PATTERN),
        constraint="The ARN of a KMS key, or nothing.",
    )
    yield Parameter(
        name="ConfigRetentionInDays",
        description="Days after which what was delivered is deleted from the bucket made here; AWS Config itself keeps 2557.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=2557,
        min_value=365,
        max_value=36500,
    )
    yield Parameter(
        name="ConfigAccessLogBucketName",
        description="Bucket for the access logs of the bucket made here, in this Region and account. Empty logs none.",
        label="Bucket for access logs",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )


def _conditions() -> Iterator[Element]:
    given = Not(Equals(Ref("ConfigTopicArn"), ""))
    yield Rule(
        "ExistingConfigTopicHasArn",
        {
            "RuleCondition": Equals(Ref("ConfigTopic"), "EXISTING"),
            "Assertions": [{"Assert": given, "AssertDescription": "ConfigTopic EXISTING needs ConfigTopicArn."}],
        },
    )
    yield Condition(RECORDS, Equals(Ref("ConfigurationRecorder"), "CREATE"))
    yield Condition(NAMED_BUCKET, Not(Equals(Ref("ConfigBucketName"), "")))
    yield Condition(OWN_BUCKET, And({"Condition": RECORDS}, Not({"Condition": NAMED_BUCKET})))
    yield Condition(OWN_TOPIC, And({"Condition": RECORDS}, Equals(Ref("ConfigTopic"), "CREATE")))
    yield Condition(NAMED_TOPIC, And(Equals(Ref("ConfigTopic"), "EXISTING"), given))
    yield Condition("EncryptsConfigWithKms", Not(Equals(Ref("ConfigKmsKeyArn"), "")))
    yield Condition("LogsAccessToConfigBucket", Not(Equals(Ref("ConfigAccessLogBucketName"), "")))


def _bucket() -> Iterator[Element]:
    logging = s3.LoggingConfiguration(DestinationBucketName=Ref("ConfigAccessLogBucketName"), LogFilePrefix="Config/")
    yield Comment("No Object Lock: AWS Config does not deliver to a locked bucket.")
    yield private_bucket(
        "S3ForConfig",
        condition=OWN_BUCKET,
        rules=(expiry(Ref("ConfigRetentionInDays")),),
        LoggingConfiguration=If("LogsAccessToConfigBucket", logging, NoValue),
    )
    bucket, objects = GetAtt("S3ForConfig", "Arn"), Sub("${S3ForConfig.Arn}/AWSLogs/${AWS::AccountId}/Config/*")
    may_write = (
        StringEquals({"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": Ref("AWS::AccountId")}),
        FROM_CONFIG[1],
    )
    yield bucket_policy(
        "S3BucketPolicyForConfig",
        "S3ForConfig",
        allow(
            s3_action.GetBucketAcl,
            s3_action.ListBucket,
            sid="AllowConfigToCheck",
            to=service("config"),
            on=bucket,
            if_=FROM_CONFIG,
        ),
        allow(s3_action.PutObject, sid="AllowConfigToDeliver", to=service("config"), on=objects, if_=may_write),
        condition=OWN_BUCKET,
    )


def _topic() -> Iterator[Element]:
    yield Comment("Without a KMS key on purpose: AWS Config cannot publish to an encrypted topic.")
    yield sns.Topic("SNSForConfig", Condition=OWN_TOPIC, TopicName=Sub(f"${{{NAME_PREFIX}}}-config"))
    topic = Ref("SNSForConfig")
    unencrypted = (Bool("aws:SecureTransport", "false"),)
    yield sns.TopicPolicy(
        "SNSTopicPolicyForConfig",
        Condition=OWN_TOPIC,
        Topics=[topic],
        PolicyDocument=policy(
            allow(sns_action.Publish, sid="AllowConfigToPublish", to=service("config"), on=topic, if_=FROM_CONFIG),
            deny(sns_action.Publish, sid="DenyPlainHttp", to=EVERYONE, on=topic, if_=unencrypted),
        ),
    )


def _channel() -> Iterator[Element]:
    own_bucket = After(Ref("S3ForConfig"), "S3BucketPolicyForConfig", under=OWN_BUCKET)
    own_topic = After(Ref("SNSForConfig"), "SNSTopicPolicyForConfig", under=OWN_TOPIC)
    yield Comment("Naming the policies makes the channel wait for them; DependsOn cannot name what may not be made.")
    yield config.DeliveryChannel(
        "ConfigDeliveryChannel",
        Condition=RECORDS,
        S3BucketName=If(NAMED_BUCKET, Ref("ConfigBucketName"), own_bucket),
        S3KmsKeyArn=If("EncryptsConfigWithKms", Ref("ConfigKmsKeyArn"), NoValue),
        SnsTopicARN=If(OWN_TOPIC, own_topic, If(NAMED_TOPIC, Ref("ConfigTopicArn"), NoValue)),
        ConfigSnapshotDeliveryProperties=config.ConfigSnapshotDeliveryProperties(
            DeliveryFrequency=Ref("SnapshotFrequency")
        ),
    )


def _recorder() -> Iterator[Element]:
    role: Any = arn("iam", f"role/{ROLE_NAME}", region="")
    yield Comment(
        "IAM and other global resources are recorded in one Region, not once in each.",
        "Properties/RecordingGroup/IncludeGlobalResourceTypes",
    )
    yield _recorder_resource(role)


def _recorder_resource(role: Any) -> Resource:
    return config.ConfigurationRecorder(
        "ConfigConfigurationRecorder",
        Condition=RECORDS,
        RoleARN=After(role, "ServiceLinkedRoleForConfig"),
        RecordingGroup=config.RecordingGroup(
            AllSupported=True, IncludeGlobalResourceTypes=If(IS_HOME_REGION, True, False)
        ),
        RecordingMode=config.RecordingMode(RecordingFrequency=Ref("RecordingFrequency")),
    )


ARTICLE = Article(
    title=Text("AWS Config", "AWS Config"),
    summary=Text(
        "AWS Config records every resource of the Region and delivers history and snapshots to a private bucket.",
        "AWS Config がリージョンの全リソースを記録し、履歴とスナップショットを非公開バケットへ配信します。",
    ),
    scope=Scope.REGIONAL,
    requires=("service-linked-roles",),
    cost=Text(
        "USD 0.003 per recorded change (0.012 per resource and day with DAILY), and the storage.",
        "記録される変更 1 件あたり 0.003 USD(DAILY ではリソース 1 件 1 日あたり 0.012 USD)とストレージ料金。",
    ),
    elements=elements,
    undetected=Text(
        "Without AWS Config no rule runs; Security Hub finds it as Config.1.",
        "AWS Config がなければルールは動きません。Security Hub が Config.1 として検出します。",
    ),
)
