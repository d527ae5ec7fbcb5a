"""The customer managed key of what a network logs: traffic and sessions, and the sessions themselves.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
"""

from collections.abc import Iterator
from typing import Any

from awacs import kms as action
from awacs.aws import ArnEquals, AWSPrincipal, ForAnyValueStringEquals, Principal, Statement
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, kms

from generator.blocks.allowed_patterns import KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn, policy
from generator.blocks.text_parameter import text_parameter
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Encryption"
OWN_KEY, NAMED_KEY = "OwnsNetworkKey", "NamesNetworkKey"
FLOW_LOG_GROUP = f"/aws/vpc-flow-logs/${{{NAME_PREFIX}}}-network"
SESSION_LOG_GROUP = f"/aws/ssm/${{{NAME_PREFIX}}}-sessions"
KEY = "KMSKeyForNetwork"
ALIAS = Sub(f"alias/${{{NAME_PREFIX}}}-network")


def by_key(own: Any, named: Any, none: Any) -> If:
    """One of three: with our own key, with the one that the user names, without any."""
    return If(OWN_KEY, own, If(NAMED_KEY, named, none))


KEY_ARN = by_key(GetAtt(KEY, "Arn"), Ref("NetworkKeyArn"), NoValue)
"""The key's ARN, or nothing."""


def key_parameters() -> Iterator[Parameter]:
    """Whether there is a key, and whose."""
    yield Parameter(
        name="NetworkKey",
        description=(
            "Key for the logs of traffic and sessions. Without one, CloudWatch Logs encrypts with keys of AWS. CREATE costs a"
            " monthly fee."
        ),
        label="Key",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield text_parameter(
        "NetworkKeyArn",
        "ARN of the existing key",
        "With EXISTING: a key whose policy lets CloudWatch Logs encrypt.",
        or_nothing(KMS_KEY_ARN_PATTERN),
        "The ARN of a KMS key, or nothing.",
        group=GROUP,
    )


def key_conditions() -> Iterator[Condition]:
    """Those that :func:`by_key` asks for."""
    yield Condition(OWN_KEY, Equals(Ref("NetworkKey"), "CREATE"))
    yield Condition(NAMED_KEY, And(Equals(Ref("NetworkKey"), "EXISTING"), Not(Equals(Ref("NetworkKeyArn"), ""))))


def network_key() -> Iterator[Element]:
    """The key and its alias, by which the role of other Regions' instances knows it."""
    yield Comment("The account keeps the key in its own hands; only the two log groups use it by themselves.")
    yield kms.Key(
        KEY,
        Condition=OWN_KEY,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts the logs of traffic and sessions.",
        EnableKeyRotation=True,
        KeyPolicy=policy(_allow_account(), _allow_log_groups()),
    )
    yield kms.Alias("KMSAliasForNetwork", Condition=OWN_KEY, AliasName=ALIAS, TargetKeyId=Ref(KEY))


def allow_decryption() -> list[If]:
    """What the role of an instance needs; of our own key also in other Regions, where its ARN is another one."""
    ours = (ForAnyValueStringEquals("kms:ResourceAliases", ALIAS),)
    own = allow(action.Decrypt, on=arn("kms", "key/*", region="*"), if_=ours)
    named = allow(action.Decrypt, on=Ref("NetworkKeyArn"))
    return [If(OWN_KEY, own, NoValue), If(NAMED_KEY, named, NoValue)]


def _allow_account() -> Statement:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    return allow(action.Action("*"), sid="AllowAccountToManage", to=root, on="*")


def _allow_log_groups() -> Statement:
    groups = [arn("logs", f"log-group:{name}") for name in (FLOW_LOG_GROUP, SESSION_LOG_GROUP)]
    return allow(
        action.Decrypt,
        action.DescribeKey,
        action.Encrypt,
        action.Action("GenerateDataKey*"),
        action.Action("ReEncrypt*"),
        sid="AllowLogGroupsToEncrypt",
        to=Principal("Service", Sub("logs.${AWS::Region}.${AWS::URLSuffix}")),
        on="*",
        if_=(ArnEquals("kms:EncryptionContext:aws:logs:arn", groups),),
    )
