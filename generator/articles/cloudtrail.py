"""Emits templates/cloudtrail.yaml: one trail records the API calls of all Regions and delivers them to a private bucket.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
"""

from collections.abc import Iterator

from awacs import logs as logs_action
from awacs import s3 as s3_action
from awacs import sns as sns_action
from awacs import sts
from awacs.aws import Bool, StringEquals, StringEqualsIfExists
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Or, Ref, Sub, cloudtrail, iam, logs, sns

from generator.blocks.access_log_bucket import access_log_bucket, logged_to
from generator.blocks.cloudtrail_key import cloudtrail_key
from generator.blocks.cloudtrail_parameters import GROUP, parameters
from generator.blocks.deployment import IS_HOME_REGION, NAME_PREFIX, home_region, name_prefix
from generator.blocks.object_lock import locked, object_lock
from generator.blocks.policy import EVERYONE, allow, arn, deny, policy, service
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.model import After, Article, Comment, Condition, Element, Output, Scope, Text

TRAIL, OWN_BUCKET, NAMED_BUCKET = "CreatesTrail", "OwnsTrailBucket", "NamesTrailBucket"
OWN_KEY, NAMED_KEY = "OwnsTrailKey", "NamesTrailKey"
OWN_TOPIC, NAMED_TOPIC = "OwnsTrailTopic", "NamesTrailTopic"
LOG_GROUP, OWN_LOG_GROUP = "SendsTrailToLogs", "OwnsTrailLogGroup"
ORGANIZATION = "TrailOfOrganization"
TRAIL_ARN = arn("cloudtrail", f"trail/${{{NAME_PREFIX}}}")
FROM_TRAIL = (StringEquals({"aws:SourceArn": TRAIL_ARN, "aws:SourceAccount": Ref("AWS::AccountId")}),)
CLOUDTRAIL = service("cloudtrail")
KEY = If(OWN_KEY, GetAtt("KMSKeyForCloudTrail", "Arn"), If(NAMED_KEY, Ref("TrailKeyArn"), NoValue))
LOG_GROUP_NAME = Sub(f"/aws/cloudtrail/${{{NAME_PREFIX}}}")
LOG_GROUP_ARN = arn("logs", f"log-group:/aws/cloudtrail/${{{NAME_PREFIX}}}:*")


def elements() -> Iterator[Element]:
    """Parameters, then what the trail writes to, each with its policy, then the trail."""
    yield from parameters()
    yield from object_lock("TrailObjectLock", "TrailObjectLockInDays", GROUP)
    yield from name_prefix()
    yield from home_region()
    yield from _conditions()
    yield from cloudtrail_key(OWN_KEY, CLOUDTRAIL, FROM_TRAIL)
    yield from _bucket()
    yield from _logs()
    yield from _topic()
    yield from _trail()
    yield Output(
        name="TrailBucketNameInUse",
        description="Bucket to which the trail delivers.",
        value=If(NAMED_BUCKET, Ref("TrailBucketName"), Ref("S3ForCloudTrail")),
        condition=TRAIL,
    )


def _conditions() -> Iterator[Element]:
    yield Condition(TRAIL, And({"Condition": IS_HOME_REGION}, Equals(Ref("Trail"), "CREATE")))
    yield Condition(NAMED_BUCKET, Not(Equals(Ref("TrailBucketName"), "")))
    yield Condition(OWN_BUCKET, And({"Condition": TRAIL}, Not({"Condition": NAMED_BUCKET})))
    yield Condition(OWN_KEY, And({"Condition": TRAIL}, Equals(Ref("TrailKey"), "CREATE")))
    yield Condition(NAMED_KEY, And(Equals(Ref("TrailKey"), "EXISTING"), Not(Equals(Ref("TrailKeyArn"), ""))))
    yield Condition(OWN_TOPIC, And({"Condition": TRAIL}, Equals(Ref("TrailTopic"), "CREATE")))
    yield Condition(NAMED_TOPIC, And(Equals(Ref("TrailTopic"), "EXISTING"), Not(Equals(Ref("TrailTopicArn"), ""))))
    sends = Or(*(Equals(Ref("TrailLogGroup"), value) for value in ("CREATE", "EXISTING")))
    yield Condition(LOG_GROUP, And({"Condition": TRAIL}, sends))
    yield Condition(OWN_LOG_GROUP, And({"Condition": TRAIL}, Equals(Ref("TrailLogGroup"), "CREATE")))
    yield Condition(ORGANIZATION, Not(Equals(Ref("TrailOrganizationId"), "")))
    yield Condition("RecordsInsights", Equals(Ref("TrailInsights"), "ENABLED"))
    yield Condition("RecordsDataEvents", Equals(Ref("TrailDataEvents"), "ENABLED"))


def _bucket() -> Iterator[Element]:
    yield from access_log_bucket(
        "CloudTrailAccessLogs", ("S3ForCloudTrail",), Ref("TrailRetentionInDays"), condition=OWN_BUCKET
    )
    yield Comment("Digest and log files: CloudTrail encrypts the log files itself where the trail has a key.")
    yield private_bucket(
        "S3ForCloudTrail",
        condition=OWN_BUCKET,
        rules=(expiry(Ref("TrailRetentionInDays")),),
        **logged_to("CloudTrailAccessLogs", "CloudTrail"),
        **locked("TrailObjectLock", "TrailObjectLockInDays"),
    )
    account = Sub("${S3ForCloudTrail.Arn}/AWSLogs/${AWS::AccountId}/*")
    whole_organization = If(ORGANIZATION, Sub("${S3ForCloudTrail.Arn}/AWSLogs/${TrailOrganizationId}/*"), NoValue)
    owned = (StringEquals({"s3:x-amz-acl": "bucket-owner-full-control", **FROM_TRAIL[0].get_dict()}),)
    yield bucket_policy(
        "S3BucketPolicyForCloudTrail",
        "S3ForCloudTrail",
        allow(
            s3_action.GetBucketAcl,
            sid="AllowTrailToCheck",
            to=CLOUDTRAIL,
            on=GetAtt("S3ForCloudTrail", "Arn"),
            if_=FROM_TRAIL,
        ),
        allow(
            s3_action.PutObject, sid="AllowTrailToDeliver", to=CLOUDTRAIL, on=[account, whole_organization], if_=owned
        ),
        condition=OWN_BUCKET,
    )


def _logs() -> Iterator[Element]:
    yield logs.LogGroup(
        "CloudWatchLogsGroupForCloudTrail",
        Condition=OWN_LOG_GROUP,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        LogGroupName=LOG_GROUP_NAME,
        KmsKeyId=If(OWN_KEY, GetAtt("KMSKeyForCloudTrail", "Arn"), NoValue),
        RetentionInDays=Ref("TrailLogGroupRetentionInDays"),
    )
    held = (StringEqualsIfExists(FROM_TRAIL[0].get_dict()),)
    write = allow(logs_action.CreateLogStream, logs_action.PutLogEvents, on=LOG_GROUP_ARN)
    yield Comment(
        "AWS documents these keys for the resources that CloudTrail writes to, not for the role that it takes: they are held to where they"
        " come, so that the trail can be made where they do not.",
        "Properties/AssumeRolePolicyDocument/Statement/0/Condition",
    )
    yield iam.Role(
        "IAMRoleForCloudTrail",
        Condition=LOG_GROUP,
        Description="Lets the trail write to its log group.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=CLOUDTRAIL, if_=held)),
        Policies=[iam.Policy(PolicyName="WriteToLogGroup", PolicyDocument=policy(write))],
    )


def _topic() -> Iterator[Element]:
    topic, unencrypted = Ref("SNSForCloudTrail"), (Bool("aws:SecureTransport", "false"),)
    yield sns.Topic(
        "SNSForCloudTrail",
        Condition=OWN_TOPIC,
        TopicName=Sub(f"${{{NAME_PREFIX}}}-cloudtrail"),
        KmsMasterKeyId=If(OWN_KEY, Ref("KMSKeyForCloudTrail"), NoValue),
    )
    yield sns.TopicPolicy(
        "SNSTopicPolicyForCloudTrail",
        Condition=OWN_TOPIC,
        Topics=[topic],
        PolicyDocument=policy(
            allow(sns_action.Publish, sid="AllowTrailToPublish", to=CLOUDTRAIL, on=topic, if_=FROM_TRAIL),
            deny(sns_action.Publish, sid="DenyPlainHttp", to=EVERYONE, on=topic, if_=unencrypted),
        ),
    )


def _trail() -> Iterator[Element]:
    own_bucket = After(Ref("S3ForCloudTrail"), "S3BucketPolicyForCloudTrail", under=OWN_BUCKET)
    own_topic = After(GetAtt("SNSForCloudTrail", "TopicName"), "SNSTopicPolicyForCloudTrail", under=OWN_TOPIC)
    group = After(LOG_GROUP_ARN, "CloudWatchLogsGroupForCloudTrail")
    organization = After(If(ORGANIZATION, True, False), "ServiceLinkedRoleForCloudTrail")
    yield Comment("Naming the policies makes the trail wait for them; DependsOn cannot name what may not be made.")
    yield cloudtrail.Trail(
        "CloudTrail",
        Condition=TRAIL,
        TrailName=Ref(NAME_PREFIX),
        IsLogging=True,
        IsMultiRegionTrail=True,
        IncludeGlobalServiceEvents=True,
        IsOrganizationTrail=organization,
        EnableLogFileValidation=True,
        KMSKeyId=KEY,
        S3BucketName=If(NAMED_BUCKET, Ref("TrailBucketName"), own_bucket),
        CloudWatchLogsLogGroupArn=If(LOG_GROUP, group, NoValue),
        CloudWatchLogsRoleArn=If(LOG_GROUP, GetAtt("IAMRoleForCloudTrail", "Arn"), NoValue),
        SnsTopicName=If(OWN_TOPIC, own_topic, If(NAMED_TOPIC, Ref("TrailTopicArn"), NoValue)),
        InsightSelectors=If("RecordsInsights", _insights(), NoValue),
        AdvancedEventSelectors=If("RecordsDataEvents", _events(), NoValue),
    )


def _insights() -> list[cloudtrail.InsightSelector]:
    return [cloudtrail.InsightSelector(InsightType=kind) for kind in ("ApiCallRateInsight", "ApiErrorRateInsight")]


def _events() -> list[cloudtrail.AdvancedEventSelector]:
    """All management events, and the data events of S3 and Lambda except what the log buckets themselves see."""
    own = [Sub("${S3ForCloudTrail.Arn}/"), Sub("${S3ForCloudTrailAccessLogs.Arn}/")]
    central = [Sub("arn:${AWS::Partition}:s3:::${TrailBucketName}/")]
    return [
        _selector("Management events", ("eventCategory", {"Equals": ["Management"]})),
        _selector(
            "S3 objects, log buckets aside",
            ("eventCategory", {"Equals": ["Data"]}),
            ("resources.type", {"Equals": ["AWS::S3::Object"]}),
            ("resources.ARN", {"NotStartsWith": If(NAMED_BUCKET, central, own)}),
        ),
        _selector(
            "Lambda functions",
            ("eventCategory", {"Equals": ["Data"]}),
            ("resources.type", {"Equals": ["AWS::Lambda::Function"]}),
        ),
    ]


def _selector(name: str, *fields: tuple[str, dict[str, object]]) -> cloudtrail.AdvancedEventSelector:
    return cloudtrail.AdvancedEventSelector(
        Name=name, FieldSelectors=[cloudtrail.AdvancedFieldSelector(Field=field, **tests) for field, tests in fields]
    )


ARTICLE = Article(
    title=Text("AWS CloudTrail", "AWS CloudTrail"),
    summary=Text(
        "One trail records the API calls of all Regions, validates its files, and delivers to a private bucket and a log group.",
        "全リージョンの API 呼び出しを 1 つの証跡で記録し、整合性を検証可能な形で非公開バケットとロググループへ配信します。",
    ),
    scope=Scope.HOME,
    requires=("service-linked-roles",),
    cost=Text(
        "The first copy of management events is free; CloudWatch Logs and storage by volume; Insights, data events and a key if chosen.",
        "管理イベントの最初のコピーは無料。CloudWatch Logs とストレージは従量制。Insights、データイベント、キーは選択時のみ課金。",
    ),
    elements=elements,
    detected_by=(
        "MULTI_REGION_CLOUD_TRAIL_ENABLED",
        "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
        "CLOUD_TRAIL_ENCRYPTION_ENABLED",
        "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    ),
)
