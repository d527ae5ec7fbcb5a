"""The customer managed key of a trail: it encrypts the log files, the log group and the topic, and nothing else.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
"""

from collections.abc import Iterator

from awacs import kms as action
from awacs.aws import ArnEquals, AWSPrincipal, ConditionElement, Principal, Statement, StringEquals, StringLike
from troposphere import Sub, kms

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy
from generator.model import Comment, Element

KEY = "KMSKeyForCloudTrail"


def cloudtrail_key(condition: str, trail: Principal, from_trail: tuple[ConditionElement, ...]) -> Iterator[Element]:
    """The key, made under ``condition``; ``from_trail`` holds for what ``trail`` does for this stack's trail."""
    encrypted = StringLike("kms:EncryptionContext:aws:cloudtrail:arn", arn("cloudtrail", "trail/*", region="*"))
    yield Comment("The account keeps the key in its own hands; CloudTrail encrypts with it, for this trail only.")
    yield kms.Key(
        KEY,
        Condition=condition,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts the logs of CloudTrail.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            _allow_account(),
            allow(
                action.Action("GenerateDataKey*"),
                sid="AllowTrailToEncrypt",
                to=trail,
                on="*",
                if_=(*from_trail, encrypted),
            ),
            allow(action.DescribeKey, sid="AllowTrailToDescribe", to=trail, on="*", if_=from_trail),
            _allow_topic(trail, from_trail),
            _allow_log_group(),
        ),
    )


def _allow_account() -> Statement:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    return allow(action.Action("*"), sid="AllowAccountToManage", to=root, on="*")


def _allow_topic(trail: Principal, from_trail: tuple[ConditionElement, ...]) -> Statement:
    through_topic = StringEquals("kms:EncryptionContext:aws:sns:topicArn", arn("sns", f"${{{NAME_PREFIX}}}-cloudtrail"))
    return allow(
        action.Decrypt,
        action.Action("GenerateDataKey*"),
        sid="AllowTrailToNotify",
        to=trail,
        on="*",
        if_=(*from_trail, through_topic),
    )


def _allow_log_group() -> Statement:
    """CloudWatch Logs sends no source, but the log group that it encrypts; its principal has the Region in it.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    """
    of_group = ArnEquals(
        "kms:EncryptionContext:aws:logs:arn", arn("logs", f"log-group:/aws/cloudtrail/${{{NAME_PREFIX}}}")
    )
    return allow(
        action.Decrypt,
        action.DescribeKey,
        action.Encrypt,
        action.Action("GenerateDataKey*"),
        action.Action("ReEncrypt*"),
        sid="AllowLogGroupToEncrypt",
        to=Principal("Service", Sub("logs.${AWS::Region}.${AWS::URLSuffix}")),
        on="*",
        if_=(of_group,),
    )
