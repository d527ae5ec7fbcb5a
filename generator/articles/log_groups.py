"""Emits templates/log-groups.yaml: what CloudWatch Logs does with secrets in log events, and a key for log groups.

How long log groups keep their events is a matter of the Config control cw-loggroup-retention-period-check. CloudWatch Logs has an account
policy for it, which CloudFormation cannot make, and which would also shorten what a log group of its own keeps for longer.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data-accountlevel.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
"""

from collections.abc import Iterator

from awacs import kms as action
from awacs.aws import ArnLike, AWSPrincipal, Principal
from troposphere import And, Equals, FindInMap, GetAtt, If, Not, NoValue, Ref, Sub, cloudwatch, kms, logs

from generator.blocks.alert_topic import CONSOLES, HAS_TOPIC, TOPIC, alert_topic, has_topic
from generator.blocks.allowed_patterns import KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.log_data_protection import (
    FINDINGS,
    PROTECTS,
    data_protection,
    data_protection_conditions,
    data_protection_parameters,
)
from generator.blocks.policy import allow, arn, policy
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Encryption"
KEY, KEY_ARN = "LogGroupKey", "LogGroupKeyArn"
OWN_KEY, NAMED_KEY, TELLS = "OwnsLogGroupKey", "NamesLogGroupKey", "TellsOfLogFindings"
NAMESPACE, METRIC = Sub(f"${{{NAME_PREFIX}}}/Logs"), "LogEventsWithSensitiveData"
GROUPS_PAGE = "https://${AWS::Region}.${Host}/cloudwatch/home?region=${AWS::Region}#logsV2:log-groups"


def elements() -> Iterator[Element]:
    """Parameters, the key, the policy with the group of its reports, and who hears of them."""
    yield from data_protection_parameters()
    yield from _key_parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield from data_protection_conditions()
    yield Condition(OWN_KEY, Equals(Ref(KEY), "CREATE"))
    yield Condition(NAMED_KEY, And(Equals(Ref(KEY), "EXISTING"), Not(Equals(Ref(KEY_ARN), ""))))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": HAS_TOPIC}, {"Condition": PROTECTS}))
    yield from _key()
    yield from data_protection(If(OWN_KEY, GetAtt("KMSKeyForLogGroups", "Arn"), If(NAMED_KEY, Ref(KEY_ARN), NoValue)))
    yield from _alerts()
    yield Output(
        name="LogGroupKeyArnMade",
        description="Key for log groups: aws logs associate-kms-key encrypts what a log group gets from then on with it.",
        value=GetAtt("KMSKeyForLogGroups", "Arn"),
        condition=OWN_KEY,
    )


def _key_parameters() -> Iterator[Element]:
    yield Parameter(
        name=KEY,
        description=(
            "CREATE makes a customer managed KMS key, at USD 1 a month, that every log group of this account and Region may use."
            " EXISTING names one below. The reports are encrypted with it; without one CloudWatch Logs has keys of its own."
        ),
        label="Key for log groups",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield Parameter(
        name=KEY_ARN,
        description="Its policy must let CloudWatch Logs encrypt.",
        label="ARN of the existing KMS key",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(KMS_KEY_ARN_PATTERN),
        constraint="An ARN, or nothing.",
    )
    needs = {"Assert": Not(Equals(Ref(KEY_ARN), "")), "AssertDescription": f"{KEY} EXISTING needs {KEY_ARN}."}
    yield Rule("ExistingLogGroupKeyHasArn", {"RuleCondition": Equals(Ref(KEY), "EXISTING"), "Assertions": [needs]})


def _key() -> Iterator[Element]:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    yield Comment("CloudWatch Logs encrypts with it, for log groups of this account and Region only.")
    yield kms.Key(
        "KMSKeyForLogGroups",
        Condition=OWN_KEY,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts log groups.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            allow(action.Action("*"), sid="AllowAccountToManage", to=root, on="*"),
            allow(
                action.Decrypt,
                action.DescribeKey,
                action.Encrypt,
                action.Action("GenerateDataKey*"),
                action.Action("ReEncrypt*"),
                sid="AllowLogGroupsToEncrypt",
                to=Principal("Service", Sub("logs.${AWS::Region}.${AWS::URLSuffix}")),
                on="*",
                if_=(ArnLike("kms:EncryptionContext:aws:logs:arn", arn("logs", "log-group:*")),),
            ),
        ),
    )


def _alerts() -> Iterator[Element]:
    yield Comment("Each report counts one log event, whatever was found in it.")
    yield logs.MetricFilter(
        "CloudWatchLogsMetricFilterForSensitiveData",
        Condition=TELLS,
        LogGroupName=Ref(FINDINGS),
        FilterPattern="{ $.resourceArn = * }",
        MetricTransformations=[
            logs.MetricTransformation(MetricNamespace=NAMESPACE, MetricName=METRIC, MetricValue="1")
        ],
    )
    words = (
        "CloudWatch Logs found and masked secrets or personal data in log events of account ${AWS::AccountId}, ${AWS::Region}. Which"
        f" log group, and where in the event, say the reports in the log group ${{Group}}: {GROUPS_PAGE}"
    )
    yield cloudwatch.Alarm(
        "CloudWatchAlarmForSensitiveData",
        Condition=TELLS,
        AlarmName=Sub(f"${{{NAME_PREFIX}}}-sensitive-log-data"),
        AlarmDescription=Sub(words, Group=Ref(FINDINGS), Host=FindInMap(CONSOLES, Ref("AWS::Partition"), "Host")),
        Namespace=NAMESPACE,
        MetricName=METRIC,
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=[Ref(TOPIC)],
    )


ARTICLE = Article(
    title=Text("Log groups", "ロググループ"),
    summary=Text(
        "CloudWatch Logs masks secrets in the log events of every log group and reports them; a key for log groups.",
        "CloudWatch Logs が全ロググループのイベント内の機密情報をマスクして報告します。ロググループ用の KMS キーも作成できます。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Off by default. Data protection: the volume of log events that it scans, and its reports; the key has a monthly fee; one alarm and"
        " one metric where there is a topic.",
        "既定では無効。データ保護はスキャンするログ量と検出レポートに課金、KMS キーは月額固定料金。トピックがある場合は"
        "アラームとメトリクス各 1 件。",
    ),
    elements=elements,
    detected_by=("CLOUDWATCH_LOG_GROUP_ENCRYPTED",),
)
