"""KMS's rules, and what other services' rules ask about a key.

https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
"""

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows


def key_stays_manageable(call: Call) -> None:
    """The lockout safety check: whoever puts the policy must be able to put the next one."""
    if "Policy" not in call.parameters or call.parameters.get("BypassPolicyLockoutSafetyCheck"):
        return
    root = f"arn:{call.account.partition}:iam::{call.account.account_id}:root"
    if not allows([call.parameters["Policy"]], Attempt("kms:PutKeyPolicy", "*", arn=root)):
        raise call.refuse(
            "MalformedPolicyDocumentException",
            "The new key policy will not allow you to update the key policy in the future.",
        )


def log_group_key_is_usable(call: Call) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html."""
    key = call.parameters.get("kmsKeyId")
    if not key:
        return
    account = call.account
    group = f"arn:{account.partition}:logs:{account.region}:{account.account_id}:log-group:{call.parameters['logGroupName']}"
    context = {
        "kms:EncryptionContext:aws:logs:arn": group,
        "aws:SourceArn": group,
        "aws:SourceAccount": account.account_id,
    }
    policy = key_policy(call, str(key))
    # China's principal has the suffix too: logs.cn-north-1.amazonaws.com.cn.
    services = (f"logs.{account.region}.amazonaws.com", f"logs.{account.region}.amazonaws.com.cn", "logs.amazonaws.com")
    for action in ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"):
        attempts = [Attempt(action, "*", service=service, context=context) for service in services]
        if policy is None or not any(allows([policy], attempt) for attempt in attempts):
            raise call.refuse(
                "InvalidParameterException",
                f"The specified KMS Key Id could not be found or does not let {services[0]} use it ({action}).",
            )


def key_policy(call: Call, key: str) -> str | None:
    """The policy of a key given by id, ARN or alias; None if there is no such key."""
    from botocore.exceptions import ClientError

    parts = key.split(":")
    place = call.account.owner.account_region(parts[3], parts[4]) if len(parts) > 5 else call.account
    kms = place.client("kms")
    try:
        key_id = kms.describe_key(KeyId=key)["KeyMetadata"]["KeyId"]
        return str(kms.get_key_policy(KeyId=key_id, PolicyName="default")["Policy"])
    except ClientError:
        return None
