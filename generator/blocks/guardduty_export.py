"""The export of GuardDuty's findings to a bucket, which GuardDuty itself encrypts with a key that it may use.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
"""

from collections.abc import Iterator

from awacs import kms as kms_action
from awacs import s3 as s3_action
from awacs.aws import AWSPrincipal, StringEquals, StringNotEquals
from troposphere import And, Equals, GetAtt, If, Not, NoValue, Or, Ref, Sub, guardduty, kms, s3

from generator.blocks.allowed_patterns import BUCKET_NAME_PATTERN, KMS_KEY_ARN_PATTERN, or_nothing
from generator.blocks.guardduty_detector import DETECTOR, HAS_DETECTOR
from generator.blocks.policy import allow, deny, policy
from generator.blocks.private_bucket import bucket_policy, expiry, private_bucket
from generator.blocks.regional_service import in_opt_in_region, regional_service
from generator.model import After, Comment, Condition, Element, Parameter, Rule

GROUP = "GuardDuty export"
EXPORT, BUCKET_NAME, KEY_ARN = "GuardDutyExport", "GuardDutyExportBucketName", "GuardDutyExportKeyArn"
EXPORTS, OWN, NAMED = "ExportsGuardDutyFindings", "OwnsGuardDutyBucket", "NamesGuardDutyBucket"
LOGS = "LogsAccessToGuardDutyBucket"
GUARDDUTY = regional_service("guardduty")
SOURCE = Sub("arn:${AWS::Partition}:guardduty:${AWS::Region}:${AWS::AccountId}:detector/${Detector}", Detector=DETECTOR)
FROM_DETECTOR = (StringEquals({"aws:SourceArn": SOURCE, "aws:SourceAccount": Ref("AWS::AccountId")}),)
KEY, BUCKET, POLICY = "KMSKeyForGuardDuty", "S3ForGuardDuty", "S3BucketPolicyForGuardDuty"


def export_parameters() -> Iterator[Element]:
    """Nothing is exported unless they say so: the key has a monthly fee."""
    yield Parameter(
        name=EXPORT,
        description=(
            "Findings beyond the 90 days for which GuardDuty keeps them. CREATE makes a bucket and a key, which has a monthly"
            " fee. EXISTING takes those below, such as the log archive account's."
        ),
        label="Export of findings",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE", "EXISTING"),
    )
    yield Parameter(
        name=BUCKET_NAME,
        description="The existing bucket, whose policy lets GuardDuty write for this account.",
        label="Existing bucket",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )
    yield Parameter(
        name=KEY_ARN,
        description="The existing key, in the Region of the bucket, whose policy lets GuardDuty use it for this account.",
        label="ARN of the existing key",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(KMS_KEY_ARN_PATTERN),
        constraint="The ARN of a KMS key, or nothing.",
    )
    yield Parameter(
        name="GuardDutyRetentionInDays",
        description="Days after which exported findings are deleted from the bucket made here.",
        label="Retention in days",
        group=GROUP,
        type="Number",
        default=365,
        min_value=90,
        max_value=36500,
    )
    yield Parameter(
        name="GuardDutyAccessLogBucketName",
        description="Bucket for the access logs of the bucket made here, in this Region and account. Empty logs none.",
        label="Bucket for access logs",
        group=GROUP,
        default="",
        allowed_pattern=or_nothing(BUCKET_NAME_PATTERN),
        constraint="The name of a bucket, or nothing.",
    )


def export() -> Iterator[Element]:
    """The key, the bucket that it encrypts, and the destination, which GuardDuty tries as soon as it is made."""
    given = And(Not(Equals(Ref(BUCKET_NAME), "")), Not(Equals(Ref(KEY_ARN), "")))
    yield Rule(
        "ExistingGuardDutyExportHasPlace",
        {
            "RuleCondition": Equals(Ref(EXPORT), "EXISTING"),
            "Assertions": [
                {"Assert": given, "AssertDescription": f"{EXPORT} EXISTING needs {BUCKET_NAME} and {KEY_ARN}."}
            ],
        },
    )
    yield Condition(OWN, And({"Condition": HAS_DETECTOR}, Equals(Ref(EXPORT), "CREATE")))
    key = Not(Equals(Ref(KEY_ARN), ""))
    yield Condition(NAMED, And({"Condition": HAS_DETECTOR}, Equals(Ref(EXPORT), "EXISTING"), key))
    yield Condition(EXPORTS, Or({"Condition": OWN}, {"Condition": NAMED}))
    yield Condition(LOGS, Not(Equals(Ref("GuardDutyAccessLogBucketName"), "")))
    yield in_opt_in_region()
    yield from _key()
    yield from _bucket()
    yield from _destination()


def _key() -> Iterator[Element]:
    root = AWSPrincipal(Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root"))
    yield kms.Key(
        KEY,
        Condition=OWN,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description="Encrypts the findings that GuardDuty exports.",
        EnableKeyRotation=True,
        KeyPolicy=policy(
            allow(kms_action.Action("*"), sid="AllowAccountToManage", to=root, on="*"),
            allow(kms_action.GenerateDataKey, sid="AllowGuardDutyToEncrypt", to=GUARDDUTY, on="*", if_=FROM_DETECTOR),
        ),
    )


def _bucket() -> Iterator[Element]:
    by_key = s3.ServerSideEncryptionByDefault(SSEAlgorithm="aws:kms", KMSMasterKeyID=GetAtt(KEY, "Arn"))
    rule = s3.ServerSideEncryptionRule(ServerSideEncryptionByDefault=by_key, BucketKeyEnabled=True)
    logging = s3.LoggingConfiguration(
        DestinationBucketName=Ref("GuardDutyAccessLogBucketName"), LogFilePrefix="GuardDuty/"
    )
    yield private_bucket(
        BUCKET,
        condition=OWN,
        encryption=s3.BucketEncryption(ServerSideEncryptionConfiguration=[rule]),
        rules=(expiry(Ref("GuardDutyRetentionInDays")),),
        LoggingConfiguration=If(LOGS, logging, NoValue),
    )
    objects = Sub(f"${{{BUCKET}.Arn}}/*")
    unencrypted = (StringNotEquals("s3:x-amz-server-side-encryption", "aws:kms"),)
    other_key = (StringNotEquals("s3:x-amz-server-side-encryption-aws-kms-key-id", GetAtt(KEY, "Arn")),)
    yield bucket_policy(
        POLICY,
        BUCKET,
        allow(
            s3_action.GetBucketLocation,
            sid="AllowGuardDutyToCheck",
            to=GUARDDUTY,
            on=GetAtt(BUCKET, "Arn"),
            if_=FROM_DETECTOR,
        ),
        allow(s3_action.PutObject, sid="AllowGuardDutyToExport", to=GUARDDUTY, on=objects, if_=FROM_DETECTOR),
        deny(s3_action.PutObject, sid="DenyUnencryptedFindings", to=GUARDDUTY, on=objects, if_=unencrypted),
        deny(s3_action.PutObject, sid="DenyOtherKeys", to=GUARDDUTY, on=objects, if_=other_key),
        condition=OWN,
    )


def _destination() -> Iterator[Element]:
    own = After(GetAtt(BUCKET, "Arn"), POLICY, under=OWN)
    named = Sub(f"arn:${{AWS::Partition}}:s3:::${{{BUCKET_NAME}}}")
    yield Comment("GuardDuty tries to write at once: naming the policy makes the destination wait for it.")
    yield guardduty.PublishingDestination(
        "GuardDutyPublishingDestination",
        Condition=EXPORTS,
        DetectorId=DETECTOR,
        DestinationType="S3",
        DestinationProperties=guardduty.CFNDestinationProperties(
            DestinationArn=If(NAMED, named, own), KmsKeyArn=If(NAMED, Ref(KEY_ARN), GetAtt(KEY, "Arn"))
        ),
    )
