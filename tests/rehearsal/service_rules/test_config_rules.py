import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

ROLE = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
LOGS = "arn:aws:s3:::logs"
ALLOWED: list[dict[str, Any]] = [
    {
        "Effect": "Allow",
        "Principal": {"Service": "config.amazonaws.com"},
        "Action": ["s3:GetBucketAcl", "s3:ListBucket"],
        "Resource": LOGS,
    },
    {
        "Effect": "Allow",
        "Principal": {"Service": "config.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{LOGS}/AWSLogs/123456789012/Config/*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "123456789012", "s3:x-amz-acl": "bucket-owner-full-control"},
            "ArnLike": {"aws:SourceArn": "arn:aws:config:*:123456789012:*"},
        },
    },
    {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [LOGS, f"{LOGS}/*"],
        "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}},
    },
]


def refused(code: str) -> Any:
    return pytest.raises(ClientError, match=code)


def recorder(account: StrictAccount, name: str = "default", role: str = ROLE) -> None:
    account.session().client("config").put_configuration_recorder(
        ConfigurationRecorder={"name": name, "roleARN": role, "recordingGroup": {"allSupported": True}}
    )


def ready(account: StrictAccount, statements: list[dict[str, Any]] | None = None) -> None:
    account.session().client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")
    recorder(account)
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="logs", ObjectLockEnabledForBucket=True)
    if statements is not None:
        s3.put_bucket_policy(Bucket="logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))


def channel(account: StrictAccount, name: str = "default", **more: str) -> None:
    body = {"name": name, "s3BucketName": "logs", **more}
    account.session().client("config").put_delivery_channel(DeliveryChannel=body)


def test_a_sufficient_policy_lets_the_channel_be_made(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    channel(account)


@pytest.mark.parametrize(
    ("statements", "lacking"),
    [
        (None, "s3:GetBucketAcl"),
        (ALLOWED[:1], "s3:PutObject"),
        (ALLOWED[1:], "s3:GetBucketAcl"),
        ([ALLOWED[0], {**ALLOWED[1], "Principal": {"Service": "cloudtrail.amazonaws.com"}}], "s3:PutObject"),
        ([ALLOWED[0], {**ALLOWED[1], "Resource": f"{LOGS}/AWSLogs/999999999999/*"}], "s3:PutObject"),
        (
            [ALLOWED[0], {**ALLOWED[1], "Condition": {"StringEquals": {"aws:SourceAccount": "999999999999"}}}],
            "s3:PutObject",
        ),
        (
            [*ALLOWED, {**ALLOWED[2], "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.4"}}}],
            "s3:GetBucketAcl",
        ),
    ],
)
def test_a_policy_that_lacks_the_service_refuses_the_channel(
    account: StrictAccount, statements: list[dict[str, Any]] | None, lacking: str
) -> None:
    ready(account, statements)
    with refused(f"InsufficientDeliveryPolicyException.*config.amazonaws.com lacks {lacking}"):
        channel(account)


def test_the_prefix_is_part_of_what_the_policy_must_allow(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    with refused("InsufficientDeliveryPolicyException"):
        channel(account, s3KeyPrefix="config")
    with refused("InvalidS3KeyPrefixException"):
        channel(account, s3KeyPrefix="config/AWSLogs")


def test_a_role_of_the_customers_delivers_with_its_own_permissions(account: StrictAccount) -> None:
    ready(account)
    iam = account.session().client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "sts:AssumeRole"}
    own = {"Effect": "Allow", "Action": "s3:*", "Resource": [LOGS, f"{LOGS}/*"]}
    role = iam.create_role(RoleName="own", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))["Role"]
    recorder(account, role=role["Arn"])
    with refused("InsufficientDeliveryPolicyException"):
        channel(account)
    iam.put_role_policy(
        RoleName="own", PolicyName="s3", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [own]})
    )
    channel(account)


def test_a_channel_needs_its_bucket(account: StrictAccount) -> None:
    ready(account)
    with refused("NoSuchBucketException"):
        account.session().client("config").put_delivery_channel(DeliveryChannel={"name": "a", "s3BucketName": "none"})


def test_default_retention_keeps_config_out(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    lock = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}
    account.session().client("s3").put_object_lock_configuration(Bucket="logs", ObjectLockConfiguration=lock)
    with refused("InsufficientDeliveryPolicyException.*Object Lock default retention"):
        channel(account)


def test_a_bucket_of_another_account_needs_that_accounts_policy(account: StrictAccount) -> None:
    account.session().client("iam").create_service_linked_role(AWSServiceName="config.amazonaws.com")
    recorder(account)
    s3 = account.session(account_id="222222222222").client("s3")
    s3.create_bucket(Bucket="logs")
    with refused("InsufficientDeliveryPolicyException"):
        channel(account)
    s3.put_bucket_policy(Bucket="logs", Policy=json.dumps({"Version": "2012-10-17", "Statement": ALLOWED}))
    channel(account)


@pytest.mark.parametrize(
    ("region", "attributes", "problem"),
    [
        ("us-east-1", {}, None),
        ("us-east-1", {"KmsMasterKeyId": "alias/aws/sns"}, "encrypted with KMS"),
        ("eu-west-1", {}, "another Region"),
    ],
)
def test_the_topic_is_in_this_region_and_not_encrypted(
    account: StrictAccount, region: str, attributes: dict[str, str], problem: str | None
) -> None:
    ready(account, ALLOWED)
    topic = account.session(region).client("sns").create_topic(Name="changes", Attributes=attributes)["TopicArn"]
    if problem is None:
        channel(account, snsTopicARN=topic)
        return
    with refused(f"InvalidSNSTopicARNException.*{problem}"):
        channel(account, snsTopicARN=topic)


def test_a_topic_that_is_not_there_is_refused(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    with refused("InvalidSNSTopicARNException.*does not exist"):
        channel(account, snsTopicARN="arn:aws:sns:us-east-1:123456789012:nowhere")


def test_an_account_has_one_recorder_and_one_channel_per_region(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    channel(account)
    with refused("MaxNumberOfConfigurationRecordersExceededException"):
        recorder(account, "second")
    with refused("MaxNumberOfDeliveryChannelsExceededException"):
        channel(account, "second")


@pytest.mark.parametrize(
    "role", [ROLE, "arn:aws:iam::123456789012:role/nobody", "arn:aws:iam::DefaultSecuritySettings:role/nobody"]
)
def test_a_recorders_role_exists(account: StrictAccount, role: str) -> None:
    with refused("InvalidRoleException"):
        recorder(account, role=role)


def test_a_recorders_role_trusts_config(account: StrictAccount) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Statement": trust})
    role = account.session().client("iam").create_role(RoleName="own", AssumeRolePolicyDocument=document)["Role"]
    with refused("InvalidRoleException.*trust policy"):
        recorder(account, role=role["Arn"])


def test_a_rule_needs_a_recorder(account: StrictAccount) -> None:
    rule = {"ConfigRuleName": "a", "Source": {"Owner": "AWS", "SourceIdentifier": "ROOT_ACCOUNT_MFA_ENABLED"}}
    with refused("NoAvailableConfigurationRecorderException"):
        account.session().client("config").put_config_rule(ConfigRule=rule)


def test_a_channel_goes_after_its_recorder_stopped(account: StrictAccount) -> None:
    ready(account, ALLOWED)
    channel(account)
    config = account.session().client("config")
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    with refused("LastDeliveryChannelDeleteFailedException"):
        config.delete_delivery_channel(DeliveryChannelName="default")
