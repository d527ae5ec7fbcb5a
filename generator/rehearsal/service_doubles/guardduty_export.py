"""Where GuardDuty exports findings to, and the bucket that it scans: it tries policies and roles before it agrees.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html
"""

from typing import Any, Final

from generator.knowledge import regions
from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_doubles.guardduty_lists import new_id, of_detector
from generator.rehearsal.service_rules.keys import key_policy
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows

DESTINATIONS, PLANS = "destinations", "guardduty malware protection plans"
SCANNER: Final = "malware-protection-plan.guardduty.amazonaws.com"


def create_destination(call: Call) -> Answer:
    """One for each detector, to which GuardDuty must be able to write."""
    store = of_detector(call, DESTINATIONS)
    if store:
        raise call.refuse("BadRequestException", "The request failed because a publishing destination already exists.")
    _try(call)
    made = new_id(store, call)
    store[made] = dict(call.parameters)
    return {"DestinationId": made}


def update_destination(call: Call) -> Answer:
    """The new place is tried like the first one."""
    found = of_detector(call, DESTINATIONS)[str(call.parameters["DestinationId"])]
    _try(call)
    found.update(call.parameters)
    return {}


def delete_destination(call: Call) -> Answer:
    """Findings stay in GuardDuty."""
    del of_detector(call, DESTINATIONS)[str(call.parameters["DestinationId"])]
    return {}


def list_destinations(call: Call) -> Answer:
    """The one, or none."""
    store = of_detector(call, DESTINATIONS)
    return {
        "Destinations": [{"DestinationId": made, "DestinationType": "S3", "Status": "PUBLISHING"} for made in store]
    }


def _try(call: Call) -> None:
    given = call.parameters["DestinationProperties"]
    arn, key = str(given["DestinationArn"]), str(given["KmsKeyArn"])
    account = call.account
    service = "guardduty.amazonaws.com"
    if regions.region(account.region).opt_in:
        service = f"guardduty.{account.region}.amazonaws.com"
    detector = (
        f"arn:{account.partition}:guardduty:{account.region}:{account.account_id}"
        f":detector/{call.parameters['DetectorId']}"
    )
    context = {"aws:SourceArn": detector, "aws:SourceAccount": account.account_id, "aws:SecureTransport": "true"}
    encrypted = {
        "s3:x-amz-server-side-encryption": "aws:kms",
        "s3:x-amz-server-side-encryption-aws-kms-key-id": key,
        "s3:TlsVersion": "1.3",
    }
    attempts = (
        (_bucket_policy(call, arn), Attempt("s3:GetBucketLocation", arn, service=service, context=context)),
        (
            _bucket_policy(call, arn),
            Attempt("s3:PutObject", f"{arn}/AWSLogs/x", service=service, context=context | encrypted),
        ),
        (key_policy(call, key), Attempt("kms:GenerateDataKey", "*", service=service, context=context)),
    )
    for policy, attempt in attempts:
        if policy is None or not allows([policy], attempt):
            raise call.refuse(
                "BadRequestException",
                "The request failed because the GuardDuty service principal does not have permission to the KMS key or the"
                f" resource specified by the parameters ({attempt.action}).",
            )


def _bucket_policy(call: Call, arn: str) -> str | None:
    from botocore.exceptions import ClientError

    try:
        return str(call.account.client("s3").get_bucket_policy(Bucket=arn.rsplit(":", 1)[1])["Policy"])
    except ClientError:
        return None


def create_plan(call: Call) -> Answer:
    """One for each bucket, which must be in this Region; the role must be there and trust GuardDuty."""
    store = call.account.store(PLANS)
    bucket = call.parameters["ProtectedResource"]["S3Bucket"]["BucketName"]
    if any(each["ProtectedResource"]["S3Bucket"]["BucketName"] == bucket for each in store.values()):
        raise call.refuse("ConflictException", "The bucket already has a Malware Protection plan.")
    _check_role(call)
    _check_bucket(call, str(bucket))
    made = new_id(store, call)
    store[made] = dict(call.parameters)
    return {"MalwareProtectionPlanId": made}


def get_plan(call: Call) -> Answer:
    """What it was made with."""
    return {**_plan(call), "Status": "ACTIVE"}


def update_plan(call: Call) -> Answer:
    """Another role, or another answer to what is found."""
    found = _plan(call)
    _check_role(call)
    found.update(call.parameters)
    return {}


def delete_plan(call: Call) -> Answer:
    """Objects keep their tags."""
    _plan(call)
    del call.account.store(PLANS)[str(call.parameters["MalwareProtectionPlanId"])]
    return {}


def _plan(call: Call) -> dict[str, Any]:
    found: dict[str, Any] | None = call.account.store(PLANS).get(str(call.parameters["MalwareProtectionPlanId"]))
    if found is None:
        raise call.refuse("ResourceNotFoundException", "There is no such Malware Protection plan.")
    return found


def _check_role(call: Call) -> None:
    from botocore.exceptions import ClientError

    try:
        role = call.account.client("iam").get_role(RoleName=str(call.parameters["Role"]).rsplit("/", 1)[1])["Role"]
    except ClientError as error:
        raise call.refuse("BadRequestException", f"The request failed: {error}") from error
    context = {"aws:SourceAccount": call.account.account_id}
    if not allows([role["AssumeRolePolicyDocument"]], Attempt("sts:AssumeRole", "*", service=SCANNER, context=context)):
        raise call.refuse("AccessDeniedException", "The request failed because GuardDuty cannot assume the role.")


def _check_bucket(call: Call, bucket: str) -> None:
    from botocore.exceptions import ClientError

    try:
        where = call.account.client("s3").get_bucket_location(Bucket=bucket)["LocationConstraint"] or "us-east-1"
    except ClientError as error:
        raise call.refuse("BadRequestException", f"The request failed: {error}") from error
    if where != call.account.region:
        raise call.refuse("BadRequestException", f"The request failed because the bucket is in {where}.")


DOUBLES: Final = {
    ("guardduty", "CreatePublishingDestination"): create_destination,
    ("guardduty", "UpdatePublishingDestination"): update_destination,
    ("guardduty", "DeletePublishingDestination"): delete_destination,
    ("guardduty", "ListPublishingDestinations"): list_destinations,
    ("guardduty", "CreateMalwareProtectionPlan"): create_plan,
    ("guardduty", "GetMalwareProtectionPlan"): get_plan,
    ("guardduty", "UpdateMalwareProtectionPlan"): update_plan,
    ("guardduty", "DeleteMalwareProtectionPlan"): delete_plan,
}
