"""Config's rules for recorders, delivery channels and rules.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html
https://docs.aws.amazon.com/config/latest/APIReference/API_PutDeliveryChannel.html
https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.buckets import bucket_policy, has_default_retention, owner_of, source_of
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from generator.rehearsal.service_rules.roles import role_by_arn, role_policies, trusts

SERVICE: Final = "config.amazonaws.com"
SERVICE_LINKED_PATH: Final = f"/aws-service-role/{SERVICE}/"


def recorder_role_exists(call: Call) -> None:
    """The recorder's role, service-linked or not, is there and trusts Config."""
    arn = str(call.parameters["ConfigurationRecorder"].get("roleARN", ""))
    found = role_by_arn(call, arn)
    if found is None:
        raise call.refuse("InvalidRoleException", f"You have provided a null or empty role ARN, or no such role: {arn}")
    if not trusts(found, SERVICE, _context(call)):
        raise call.refuse(
            "InvalidRoleException", f"Config cannot assume the role {arn}: its trust policy lacks {SERVICE}"
        )


def channel_can_deliver(call: Call) -> None:
    """The bucket exists, has no default retention, and lets Config write; the topic is one that Config can publish to."""
    channel = call.parameters["DeliveryChannel"]
    bucket = str(channel.get("s3BucketName", ""))
    if not bucket:
        return
    if owner_of(bucket) is None:
        raise call.refuse(
            "NoSuchBucketException", f"Cannot find a S3 bucket with an empty bucket name or name {bucket}."
        )
    if "AWSLogs" in str(channel.get("s3KeyPrefix", "")).split("/"):
        raise call.refuse("InvalidS3KeyPrefixException", "The s3KeyPrefix must not contain AWSLogs/")
    if has_default_retention(call, bucket):
        raise call.refuse(
            "InsufficientDeliveryPolicyException",
            f"Unable to write to bucket {bucket}: Config does not deliver to a bucket with Object Lock default retention.",
        )
    lacking = _lacking(call, bucket, str(channel.get("s3KeyPrefix", "")))
    if lacking:
        raise call.refuse(
            "InsufficientDeliveryPolicyException",
            f"Insufficient delivery policy to s3 bucket: {bucket}, unable to write to bucket, provided s3 key prefix is "
            f"'{channel.get('s3KeyPrefix', '')}', {SERVICE} lacks {lacking} in the bucket policy.",
        )
    if channel.get("snsTopicARN"):
        _check_topic(call, str(channel["snsTopicARN"]))


def _lacking(call: Call, bucket: str, prefix: str) -> str:
    """The first action that neither the bucket policy nor the recorder's own role allows."""
    arn = f"arn:{call.account.partition}:s3:::{bucket}"
    path = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    objects = f"{arn}/{path}/{call.account.account_id}/Config"
    context = _context(call)
    policy = bucket_policy(call, bucket)
    own = _recorder_role_policies(call) if owner_of(bucket) == call.account.account_id else []
    for action, resource in (
        ("s3:GetBucketAcl", arn),
        ("s3:ListBucket", arn),
        ("s3:PutObject", f"{objects}/ConfigWritabilityCheckFile"),
        ("s3:PutObject", f"{objects}/{call.account.region}/2030/1/1/ConfigHistory/history.json.gz"),
    ):
        attempt = Attempt(action, resource, service=SERVICE, context=context)
        by_role = allows(own, attempt, identity=True) and not denies([policy], attempt)
        if not allows([policy], attempt) and not by_role:
            return action
    return ""


def _context(call: Call) -> dict[str, str]:
    account, region = call.account.account_id, call.account.region
    return {
        **source_of(call, f"arn:{call.account.partition}:config:{region}:{account}:configuration-recorder/default"),
        "aws:SecureTransport": "true",
        "s3:TlsVersion": "1.3",
        "s3:x-amz-acl": "bucket-owner-full-control",
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": SERVICE,
    }


def _recorder_role_policies(call: Call) -> list[Any]:
    """A role of the customer's delivers with its own permissions; the service-linked one needs the bucket policy."""
    recorders = call.account.client("config").describe_configuration_recorders()["ConfigurationRecorders"]
    arns = [recorder["roleARN"] for recorder in recorders if SERVICE_LINKED_PATH not in recorder["roleARN"]]
    return [policy for arn in arns for policy in role_policies(call, arn.rsplit("/", 1)[-1])]


def _check_topic(call: Call, arn: str) -> None:
    """https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html: no other Region, no KMS key."""
    from botocore.exceptions import ClientError

    if arn.split(":")[3] != call.account.region:
        raise call.refuse("InvalidSNSTopicARNException", f"Config cannot publish to a topic of another Region: {arn}")
    owner = call.account.owner.account_region(call.account.region, arn.split(":")[4])
    try:
        attributes = owner.client("sns").get_topic_attributes(TopicArn=arn)["Attributes"]
    except ClientError as error:
        raise call.refuse("InvalidSNSTopicARNException", f"The topic does not exist: {arn}") from error
    if attributes.get("KmsMasterKeyId"):
        raise call.refuse("InvalidSNSTopicARNException", f"Config cannot publish to a topic encrypted with KMS: {arn}")


def rule_has_recorder(call: Call) -> None:
    """Rules evaluate what a recorder records."""
    if not call.account.client("config").describe_configuration_recorders()["ConfigurationRecorders"]:
        raise call.refuse(
            "NoAvailableConfigurationRecorderException",
            "Configuration recorder is not available to put config rule. You must create a configuration recorder "
            "before you can create or update a Config rule.",
        )


def rule_has_no_remediation(call: Call) -> None:
    """https://docs.aws.amazon.com/config/latest/APIReference/API_DeleteConfigRule.html."""
    name = str(call.parameters["ConfigRuleName"])
    if name in call.account.store("remediation configurations"):
        raise call.refuse(
            "ResourceInUseException",
            f"Config rule {name} has a remediation action associated with it; delete that before the rule.",
        )
