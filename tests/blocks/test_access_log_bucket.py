from typing import Any

from troposphere import Ref

from generator.blocks.access_log_bucket import access_log_bucket, logged_to
from generator.model import Comment, Resource
from generator.render.plain import plain, plain_resource


def made(**facts: Any) -> dict[str, Any]:
    elements = access_log_bucket("Access", ("S3ForA", "S3ForB"), Ref("Days"), **facts)
    return {each.title: plain_resource(each) for each in elements if isinstance(each, Resource)}


def test_it_is_a_private_bucket_and_its_policy_under_one_condition() -> None:
    resources = made(condition="IsOn")
    assert list(resources) == ["S3ForAccess", "S3BucketPolicyForAccess"]
    assert {body["Condition"] for body in resources.values()} == {"IsOn"}
    assert all("Condition" not in body for body in made().values())
    rules = resources["S3ForAccess"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert rules[0]["ExpirationInDays"] == {"Ref": "Days"}


def test_log_delivery_could_write_to_it() -> None:
    properties = made()["S3ForAccess"]["Properties"]
    assert "ObjectLockConfiguration" not in properties
    assert "LoggingConfiguration" not in properties
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_only_the_source_buckets_of_this_account_deliver_to_it() -> None:
    statement = made()["S3BucketPolicyForAccess"]["Properties"]["PolicyDocument"]["Statement"][0]
    assert statement == {
        "Sid": "AllowLogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": {"Fn::Sub": "${S3ForAccess.Arn}/*"},
        "Condition": {
            "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
            "ArnLike": {"aws:SourceArn": [{"Fn::GetAtt": ["S3ForA", "Arn"]}, {"Fn::GetAtt": ["S3ForB", "Arn"]}]},
        },
    }


def test_the_reason_stands_above_the_bucket() -> None:
    first = next(iter(access_log_bucket("Access", ("S3ForA",), 30)))
    assert isinstance(first, Comment)
    assert "KMS" in first.text


def test_a_bucket_logs_to_it_under_its_prefix() -> None:
    assert plain(logged_to("Access", "a")) == {
        "LoggingConfiguration": {"DestinationBucketName": {"Ref": "S3ForAccess"}, "LogFilePrefix": "a/"}
    }
