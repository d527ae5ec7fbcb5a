from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

    from generator.permissions.gate import Gate

HERE = "eu-west-1:123456789012"


def allow(action: Any, resource: Any = "*", **condition: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def passes(gate: Gate, role_arn: str, service: str, operation: str, **parameters: Any) -> bool:
    try:
        gate.check(role_arn, service, operation, parameters, "eu-west-1")
    except ClientError as error:
        assert error.response["Error"]["Message"].startswith(f"AccessDenied: role {role_arn} is not authorized")
        return False
    return True


@pytest.mark.parametrize(
    "service, operation, parameters, action, resource",
    [
        ("s3", "PutBucketEncryption", {"Bucket": "b"}, "s3:PutEncryptionConfiguration", "arn:aws:s3:::b"),
        ("s3", "DeleteBucketEncryption", {"Bucket": "b"}, "s3:PutEncryptionConfiguration", "arn:aws:s3:::b"),
        ("s3", "PutPublicAccessBlock", {"Bucket": "b"}, "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::b"),
        ("s3control", "PutPublicAccessBlock", {"AccountId": "123456789012"}, "s3:PutAccountPublicAccessBlock", "*"),
        ("s3", "PutObject", {"Bucket": "b", "Key": "a/k"}, "s3:PutObject", "arn:aws:s3:::b/a/k"),
        ("s3", "ListObjectsV2", {"Bucket": "b"}, "s3:ListBucket", "arn:aws:s3:::b"),
        ("s3", "ListBuckets", {}, "s3:ListAllMyBuckets", "*"),
        ("lambda", "Invoke", {"FunctionName": "f"}, "lambda:InvokeFunction", f"arn:aws:lambda:{HERE}:function:f"),
        (
            "logs",
            "PutRetentionPolicy",
            {"logGroupName": "/a"},
            "logs:PutRetentionPolicy",
            f"arn:aws:logs:{HERE}:log-group:/a",
        ),
        (
            "logs",
            "PutRetentionPolicy",
            {"logGroupName": "/a"},
            "logs:PutRetentionPolicy",
            f"arn:aws:logs:{HERE}:log-group:/a:*",
        ),
        ("kms", "EnableKeyRotation", {"KeyId": "k-1"}, "kms:EnableKeyRotation", f"arn:aws:kms:{HERE}:key/k-1"),
        (
            "kms",
            "EnableKeyRotation",
            {"KeyId": f"arn:aws:kms:{HERE}:key/k-1"},
            "kms:EnableKeyRotation",
            f"arn:aws:kms:{HERE}:key/k-1",
        ),
        (
            "sns",
            "SetTopicAttributes",
            {"TopicArn": f"arn:aws:sns:{HERE}:t"},
            "sns:SetTopicAttributes",
            f"arn:aws:sns:{HERE}:t",
        ),
        (
            "sqs",
            "SetQueueAttributes",
            {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q"},
            "sqs:SetQueueAttributes",
            f"arn:aws:sqs:{HERE}:q",
        ),
        ("rds", "ModifyDBInstance", {"DBInstanceIdentifier": "d"}, "rds:ModifyDBInstance", f"arn:aws:rds:{HERE}:db:d"),
        ("cloudtrail", "UpdateTrail", {"Name": "t"}, "cloudtrail:UpdateTrail", f"arn:aws:cloudtrail:{HERE}:trail/t"),
        ("iam", "UpdateAccessKey", {"UserName": "u"}, "iam:UpdateAccessKey", "arn:aws:iam::123456789012:user/u"),
        ("iam", "UpdateAccountPasswordPolicy", {}, "iam:UpdateAccountPasswordPolicy", "*"),
        (
            "ec2",
            "ModifySnapshotAttribute",
            {"SnapshotId": "snap-1"},
            "ec2:ModifySnapshotAttribute",
            "arn:aws:ec2:eu-west-1::snapshot/snap-1",
        ),
        (
            "ec2",
            "ModifyInstanceMetadataOptions",
            {"InstanceId": "i-1"},
            "ec2:ModifyInstanceMetadataOptions",
            f"arn:aws:ec2:{HERE}:instance/i-1",
        ),
        ("elbv2", "DescribeLoadBalancers", {}, "elasticloadbalancing:DescribeLoadBalancers", "*"),
        (
            "cloudwatch",
            "PutMetricAlarm",
            {"AlarmName": "a"},
            "cloudwatch:PutMetricAlarm",
            f"arn:aws:cloudwatch:{HERE}:alarm:a",
        ),
        (
            "dynamodb",
            "UpdateContinuousBackups",
            {"TableName": "t"},
            "dynamodb:UpdateContinuousBackups",
            f"arn:aws:dynamodb:{HERE}:table/t",
        ),
        (
            "ssm",
            "UpdateServiceSetting",
            {"SettingId": "/ssm/documents/console/public-sharing-permission"},
            "ssm:UpdateServiceSetting",
            f"arn:aws:ssm:{HERE}:servicesetting/ssm/documents/*",
        ),
        (
            "ssm",
            "StartAutomationExecution",
            {"DocumentName": "d"},
            "ssm:StartAutomationExecution",
            f"arn:aws:ssm:{HERE}:document/d",
        ),
        (
            "apigateway",
            "UpdateStage",
            {"restApiId": "r", "stageName": "s"},
            "apigateway:PATCH",
            "arn:aws:apigateway:eu-west-1::/restapis/r/stages/s",
        ),
        (
            "accessanalyzer",
            "CreateAnalyzer",
            {"analyzerName": "a"},
            "access-analyzer:CreateAnalyzer",
            f"arn:aws:access-analyzer:{HERE}:analyzer/a",
        ),
    ],
)
def test_a_call_is_allowed_by_its_iam_action_on_its_resource_and_by_nothing_less(
    gate: Gate, role: Callable[..., str], *, service: str, operation: str, parameters: Any, action: str, resource: str
) -> None:
    assert passes(gate, role(allow(action, resource), name="exact"), service, operation, **parameters)
    assert not passes(gate, role(allow(f"{action}x", "*"), name="other"), service, operation, **parameters)
    if resource != "*":
        elsewhere = role(allow(action, f"{resource.rstrip('*')}elsewhere"), name="elsewhere")
        assert not passes(gate, elsewhere, service, operation, **parameters)


def test_the_bucket_of_a_call_is_the_one_it_names_and_not_one_inside_its_settings(
    gate: Gate, role: Callable[..., str]
) -> None:
    rule = {"Destination": {"Bucket": "arn:aws:s3:::copies"}}
    call = {"Bucket": "b", "ReplicationConfiguration": {"Rules": [rule]}}
    wrong = role(allow("s3:PutReplicationConfiguration", "arn:aws:s3:::copies"), name="wrong")
    assert not passes(gate, wrong, "s3", "PutBucketReplication", **call)
    right = role(allow("s3:PutReplicationConfiguration", "arn:aws:s3:::b"), name="right")
    assert passes(gate, right, "s3", "PutBucketReplication", **call)


def test_put_bucket_encryption_is_not_allowed_by_an_action_of_its_own_name(
    gate: Gate, role: Callable[..., str]
) -> None:
    assert not passes(gate, role(allow("s3:PutBucketEncryption")), "s3", "PutBucketEncryption", Bucket="b")


def test_a_name_stands_for_the_arn_with_its_path(gate: Gate, session: boto3.Session, role: Callable[..., str]) -> None:
    session.client("iam").create_user(UserName="u", Path="/staff/")
    role_arn = role(allow("iam:UpdateAccessKey", "arn:aws:iam::123456789012:user/staff/*"))
    assert passes(gate, role_arn, "iam", "UpdateAccessKey", UserName="u")
    assert not passes(gate, role_arn, "iam", "UpdateAccessKey", UserName="v")


def test_each_of_several_resources_is_checked(gate: Gate, role: Callable[..., str]) -> None:
    first = "arn:aws:ec2:*:*:instance/i-1"
    call = {"InstanceIds": ["i-1", "i-2"]}
    assert not passes(gate, role(allow("ec2:StopInstances", first), name="one"), "ec2", "StopInstances", **call)
    both = role(allow("ec2:StopInstances", [first, "arn:aws:ec2:*:*:instance/i-2"]), name="both")
    assert passes(gate, both, "ec2", "StopInstances", **call)
