"""CloudTrail's rules for what a trail writes to.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.buckets import bucket_policy, owner_of, source_of
from generator.rehearsal.service_rules.keys import key_policy
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.rehearsal.service_rules.roles import role_by_arn, role_policies, trusts

SERVICE: Final = "cloudtrail.amazonaws.com"


def trail_can_write(call: Call) -> None:
    """Bucket, key, topic and log group each let CloudTrail do what it will do."""
    trail = _with_previous(call)
    arn = _arn(call, str(trail["Name"]))
    context = {
        **source_of(call, arn),
        "aws:SecureTransport": "true",
        "s3:TlsVersion": "1.3",
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": SERVICE,
    }
    _check_bucket(call, trail, context)
    if trail.get("KmsKeyId"):
        _check_key(call, str(trail["KmsKeyId"]), context)
    if trail.get("SnsTopicName"):
        _check_topic(call, str(trail["SnsTopicName"]), context)
    if trail.get("CloudWatchLogsLogGroupArn") or trail.get("CloudWatchLogsRoleArn"):
        _check_logs(call, trail, context)


def _with_previous(call: Call) -> dict[str, Any]:
    """An update names only what changes."""
    if call.operation == "CreateTrail":
        return dict(call.parameters)
    trails = call.account.client("cloudtrail").describe_trails(trailNameList=[call.parameters["Name"]])["trailList"]
    return {**(trails[0] if trails else {}), **call.parameters}


def _arn(call: Call, name: str) -> str:
    return f"arn:{call.account.partition}:cloudtrail:{call.account.region}:{call.account.account_id}:trail/{name}"


def _check_bucket(call: Call, trail: dict[str, Any], context: dict[str, str]) -> None:
    bucket = str(trail.get("S3BucketName", ""))
    if owner_of(bucket) is None:
        raise call.refuse("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    prefix = f"{trail['S3KeyPrefix']}/AWSLogs" if trail.get("S3KeyPrefix") else "AWSLogs"
    arn = f"arn:{call.account.partition}:s3:::{bucket}"
    policy = bucket_policy(call, bucket)
    for action, resource in (
        ("s3:GetBucketAcl", arn),
        ("s3:PutObject", f"{arn}/{prefix}/{call.account.account_id}/CloudTrail/{call.account.region}/log.json.gz"),
    ):
        if not allows([policy], Attempt(action, resource, service=SERVICE, context=context)):
            raise call.refuse(
                "InsufficientS3BucketPolicyException",
                f"Incorrect S3 bucket policy is detected for bucket: {bucket} ({SERVICE} lacks {action} on {resource})",
            )


def _check_key(call: Call, key: str, context: dict[str, str]) -> None:
    policy = key_policy(call, key)
    if policy is None:
        raise call.refuse("KmsKeyDoesNotExistException", f"KMS key {key} does not exist")
    encryption = {**context, "kms:EncryptionContext:aws:cloudtrail:arn": context["aws:SourceArn"]}
    for action in ("kms:GenerateDataKey", "kms:DescribeKey"):
        if not allows([policy], Attempt(action, "*", service=SERVICE, context=encryption)):
            raise call.refuse(
                "InsufficientEncryptionPolicyException",
                f"Insufficient permissions to access S3 bucket or KMS key {key} ({SERVICE} lacks {action})",
            )


def _check_topic(call: Call, topic: str, context: dict[str, str]) -> None:
    from botocore.exceptions import ClientError

    account = call.account
    arn = topic if ":" in topic else f"arn:{account.partition}:sns:{account.region}:{account.account_id}:{topic}"
    place = account.owner.account_region(arn.split(":")[3], arn.split(":")[4])
    try:
        policy = place.client("sns").get_topic_attributes(TopicArn=arn)["Attributes"].get("Policy", "")
    except ClientError as error:
        raise call.refuse("InsufficientSnsTopicPolicyException", f"SNS topic {topic} does not exist") from error
    if not allows([policy], Attempt("sns:Publish", arn, service=SERVICE, context=context)):
        raise call.refuse(
            "InsufficientSnsTopicPolicyException",
            f"SNS Topic does not exist or the topic policy is incorrect! ({SERVICE} lacks sns:Publish on {arn})",
        )


def _check_logs(call: Call, trail: dict[str, Any], context: dict[str, str]) -> None:
    group, arn = str(trail.get("CloudWatchLogsLogGroupArn", "")), str(trail.get("CloudWatchLogsRoleArn", ""))
    name = group.rpartition(":log-group:")[2].removesuffix(":*")
    logs = call.account.client("logs")
    groups = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"] if name else []
    if not any(found["logGroupName"] == name for found in groups):
        raise call.refuse(
            "InvalidCloudWatchLogsLogGroupArnException",
            f"CloudTrail cannot validate the specified log group ARN {group}",
        )
    role = role_by_arn(call, arn)
    if role is None or not trusts(role, SERVICE, context):
        raise call.refuse(
            "InvalidCloudWatchLogsRoleArnException",
            f"Access denied. Check the trust relationships for your role {arn}.",
        )
    account = call.account
    stream = (
        f"arn:{account.partition}:logs:{account.region}:{account.account_id}:log-group:{name}:log-stream:"
        f"{account.account_id}_CloudTrail_{account.region}"
    )
    policies = role_policies(call, role["RoleName"])
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not allows(policies, Attempt(action, stream), identity=True):
            raise call.refuse(
                "InvalidCloudWatchLogsRoleArnException",
                f"Access denied. Check the permissions for your role {arn} ({action} on {stream}).",
            )
