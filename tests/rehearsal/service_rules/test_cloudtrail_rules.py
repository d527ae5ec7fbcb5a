import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

LOGS = "arn:aws:s3:::logs"
TRAIL = "arn:aws:cloudtrail:us-east-1:123456789012:trail/trail"
SERVICE = {"Service": "cloudtrail.amazonaws.com"}
ACL = {"Effect": "Allow", "Principal": SERVICE, "Action": "s3:GetBucketAcl", "Resource": LOGS}
PUT: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": SERVICE,
    "Action": "s3:PutObject",
    "Resource": f"{LOGS}/AWSLogs/123456789012/*",
    "Condition": {"StringEquals": {"aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control"}},
}
ROOT = {"AWS": "arn:aws:iam::123456789012:root"}
MANAGE = {"Effect": "Allow", "Principal": ROOT, "Action": "kms:*", "Resource": "*"}


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def bucket(account: StrictAccount, *statements: dict[str, Any]) -> None:
    s3 = account.session().client("s3")
    s3.create_bucket(Bucket="logs")
    if statements:
        s3.put_bucket_policy(Bucket="logs", Policy=document(*statements))


def create(account: StrictAccount, **more: Any) -> None:
    account.session().client("cloudtrail").create_trail(Name="trail", S3BucketName="logs", **more)


def test_a_sufficient_policy_lets_the_trail_be_made(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    create(account)


@pytest.mark.parametrize(
    "statements",
    [
        (),
        (ACL,),
        (PUT,),
        (ACL, {**PUT, "Principal": {"Service": "config.amazonaws.com"}}),
        (ACL, {**PUT, "Resource": f"{LOGS}/AWSLogs/999999999999/*"}),
        (ACL, {**PUT, "Condition": {"StringEquals": {"aws:SourceArn": TRAIL + "s"}}}),
        (ACL, PUT, {**PUT, "Effect": "Deny", "Principal": "*", "Condition": {}}),
    ],
)
def test_an_insufficient_bucket_policy_refuses_the_trail(account: StrictAccount, statements: Any) -> None:
    bucket(account, *statements)
    with pytest.raises(
        ClientError, match=r"InsufficientS3BucketPolicyException.*logs .cloudtrail.amazonaws.com lacks s3"
    ):
        create(account)


def test_the_prefix_is_part_of_what_the_policy_must_allow(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    with pytest.raises(ClientError, match="InsufficientS3BucketPolicyException"):
        create(account, S3KeyPrefix="trail")


def test_a_trail_needs_its_bucket(account: StrictAccount) -> None:
    with pytest.raises(ClientError, match="S3BucketDoesNotExistException"):
        create(account)


@pytest.mark.parametrize(
    ("statements", "green"),
    [
        ((MANAGE,), False),
        ((MANAGE, {"Effect": "Allow", "Principal": SERVICE, "Action": "kms:GenerateDataKey*", "Resource": "*"}), False),
        ((MANAGE, {"Effect": "Allow", "Principal": SERVICE, "Action": "kms:*", "Resource": "*"}), True),
    ],
)
def test_the_key_policy_lets_cloudtrail_encrypt(account: StrictAccount, statements: Any, green: bool) -> None:
    bucket(account, ACL, PUT)
    key = account.session().client("kms").create_key(Policy=document(*statements))["KeyMetadata"]["Arn"]
    if green:
        create(account, KmsKeyId=key)
        return
    with pytest.raises(ClientError, match="InsufficientEncryptionPolicyException"):
        create(account, KmsKeyId=key)


def test_a_key_that_is_not_there_is_refused(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    with pytest.raises(ClientError, match="KmsKeyDoesNotExistException"):
        create(account, KmsKeyId="alias/nowhere")


def test_the_topic_policy_lets_cloudtrail_publish(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    sns = account.session().client("sns")
    topic = sns.create_topic(Name="topic")["TopicArn"]
    with pytest.raises(ClientError, match=r"InsufficientSnsTopicPolicyException.*lacks sns:Publish"):
        create(account, SnsTopicName="topic")
    statement = {"Effect": "Allow", "Principal": SERVICE, "Action": "sns:Publish", "Resource": topic}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=document(statement))
    create(account, SnsTopicName="topic")


@pytest.mark.parametrize(
    ("trusted", "actions", "problem"),
    [
        ("cloudtrail.amazonaws.com", ["logs:CreateLogStream", "logs:PutLogEvents"], None),
        ("ssm.amazonaws.com", ["logs:*"], "trust relationships"),
        ("cloudtrail.amazonaws.com", ["logs:PutLogEvents"], "logs:CreateLogStream"),
    ],
)
def test_the_role_for_the_log_group_is_trusted_and_may_write(
    account: StrictAccount, trusted: str, actions: list[str], problem: str | None
) -> None:
    bucket(account, ACL, PUT)
    account.session().client("logs").create_log_group(logGroupName="group")
    group = "arn:aws:logs:us-east-1:123456789012:log-group:group:*"
    iam = account.session().client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"}
    role = iam.create_role(RoleName="role", AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    allow = {"Effect": "Allow", "Action": actions, "Resource": group}
    iam.put_role_policy(RoleName="role", PolicyName="write", PolicyDocument=document(allow))
    given = {"CloudWatchLogsLogGroupArn": group, "CloudWatchLogsRoleArn": role}
    if problem is None:
        create(account, **given)
        return
    with pytest.raises(ClientError, match=f"InvalidCloudWatchLogsRoleArnException.*{problem}"):
        create(account, **given)


def test_the_log_group_is_there(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    with pytest.raises(ClientError, match="InvalidCloudWatchLogsLogGroupArnException"):
        create(account, CloudWatchLogsLogGroupArn="arn:aws:logs:us-east-1:123456789012:log-group:none:*")


def test_an_update_is_judged_with_what_the_trail_has(account: StrictAccount) -> None:
    bucket(account, ACL, PUT)
    create(account)
    account.session().client("s3").delete_bucket_policy(Bucket="logs")
    with pytest.raises(ClientError, match="InsufficientS3BucketPolicyException"):
        account.session().client("cloudtrail").update_trail(Name="trail", IsMultiRegionTrail=True)
