"""A bucket with a key for the results of Macie's discovery, ready to be named in Macie's settings.

CloudFormation has no type for that setting, nor for automated discovery: outputs hold the commands. Macie tries bucket and key when the
setting is made, and keeps it.

https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
"""

from collections.abc import Iterator

from awacs import kms as kms_action
from awacs import s3 as s3_action
from awacs.aws import ArnLike, AWSPrincipal, StringEquals, StringNotEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Ref, Sub, kms, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, or_nothing
from generator.blocks.policy import allow, arn, deny, policy
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.blocks.regional_service import in_opt_in_region, regional_service
from generator.model import Comment, Condition, Element, Output, Parameter

GROUP = "Macie discovery results"
REPOSITORY, OWN, LOGS = "MacieRepository", "OwnsMacieRepository", "LogsAccessToMacieBucket"
MACIE = regional_service("macie")
FROM_MACIE = (
    StringEquals("aws:SourceAccount", Ref("AWS::AccountId")),
    ArnLike("aws:SourceArn", [arn("macie2", "export-configuration:*"), arn("macie2", "classification-job/*")]),
)
KEY, BUCKET = "KMSKeyForMacie", "S3ForMacie"
DISCOVER = "aws macie2 update-automated-discovery-configuration --region ${AWS::Region} --status ENABLED"
SET = (
    "aws macie2 put-classification-export-configuration --region ${AWS::Region}"
    f" --configuration 's3Destination={{bucketName=${{{BUCKET}}},kmsKeyArn=${{{KEY}.Arn}}}}'"
)


def repository_parameters() -> Iterator[Element]:
    """No bucket unless they say so: the key has a monthly fee."""
    yield Parameter(
        name=REPOSITORY,
        description=(
            "Macie itself keeps results for 90 days. CREATE makes a bucket and a key, which has a monthly fee, for longer; the output"
            " MacieRepositoryCommand is the one command that makes Macie use them, which CloudFormation cannot."
        ),
        label="Repository of discovery results",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name="MacieRetentionInDays",
        description="Days after which results are deleted from that bucket.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=365,
        min_value=90,
        max_value=36500,
    )
    yield Parameter(
        name="MacieAccessLogBucketName",
        description="Bucket for the access logs of that bucket, in this Region and account. Empty logs none.",
        label="Bucket for access logs",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )


def repository(condition: str) -> Iterator[Element]:
    """The key, the bucket, and the commands; made where ``condition`` holds, too."""
    yield Condition(OWN, And({"Condition": condition}, Equals(Ref(REPOSITORY), "CREATE")))
    yield Condition(LOGS, Not(Equals(Ref("MacieAccessLogBucketName"), "")))
    yield in_opt_in_region()
    yield from _key()
    yield from _bucket()
    yield Output(
        name="MacieDiscoveryCommand",
        description=(
            "Turns automated discovery on, in an account that no administrator manages; billed by objects and inspected data."
        ),
        value=Sub(DISCOVER),
        condition=condition,
    )
    yield Output(
        name="MacieRepositoryCommand",
        description="Makes Macie store discovery results in the bucket made here; once is enough.",
        value=Sub(SET),
        condition=OWN,
    )


def _key() -> Iterator[Element]:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    yield kms.Key(
        KEY,
        Condition=OWN,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts the discovery results of Macie.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            allow(kms_action.Action("*"), sid="AllowAccountToManage", to=root, on="*"),
            allow(
                kms_action.Encrypt,
                kms_action.GenerateDataKey,
                sid="AllowMacieToEncrypt",
                to=MACIE,
                on="*",
                if_=FROM_MACIE,
            ),
        ),
    )


def _bucket() -> Iterator[Element]:
    by_key = s3.ServerSideEncryptionByDefault(SSEAlgorithm="aws:kms", KMSMasterKeyID=GetAtt(KEY, "Arn"))
    rule = s3.ServerSideEncryptionRule(ServerSideEncryptionByDefault=by_key, BucketKeyEnabled=True)
    logging = s3.LoggingConfiguration(DestinationBucketName=Ref("MacieAccessLogBucketName"), LogFilePrefix="Macie/")
    yield Comment("What Macie found where: whoever reads it knows where to look for personal data.")
    yield private_bucket(
        BUCKET,
        condition=OWN,
        encryption=s3.BucketEncryption(ServerSideEncryptionConfiguration=[rule]),
        rules=(expiry(Ref("MacieRetentionInDays")),),
        LoggingConfiguration=If(LOGS, logging, NoValue),
    )
    objects = Sub(f"${{{BUCKET}.Arn}}/*")
    unencrypted = (StringNotEquals("s3:x-amz-server-side-encryption", "aws:kms"),)
    other_key = (StringNotEquals("s3:x-amz-server-side-encryption-aws-kms-key-id", GetAtt(KEY, "Arn")),)
    yield bucket_policy(
        "S3BucketPolicyForMacie",
        BUCKET,
        allow(s3_action.GetBucketLocation, sid="AllowMacieToCheck", to=MACIE, on=GetAtt(BUCKET, "Arn"), if_=FROM_MACIE),
        allow(s3_action.PutObject, sid="AllowMacieToStore", to=MACIE, on=objects, if_=FROM_MACIE),
        deny(s3_action.PutObject, sid="DenyUnencryptedResults", to=MACIE, on=objects, if_=unencrypted),
        deny(s3_action.PutObject, sid="DenyOtherKeys", to=MACIE, on=objects, if_=other_key),
        condition=OWN,
    )
