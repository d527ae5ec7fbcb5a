from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, document, made

TRAIL = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/baseline"
OURS = {"aws:SourceArn": TRAIL, "aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"}
ORGANIZATION = "o-exampleorgid"


def trail(**given: Any) -> dict[str, Any]:
    return made("cloudtrail", **given).properties("CloudTrail")


def puts(path: str, context: dict[str, str], **given: Any) -> bool:
    policy = made("cloudtrail", **given).properties("S3BucketPolicyForCloudTrail")["PolicyDocument"]
    arn = f"arn:aws:s3:::made-s3forcloudtrail/AWSLogs/{path}"
    owner = {"s3:x-amz-acl": "bucket-owner-full-control", "s3:TlsVersion": "1.2"}
    return allows([policy], Attempt("s3:PutObject", arn, service="cloudtrail.amazonaws.com", context=owner | context))


def test_the_own_bucket_takes_the_trail_s_files_of_this_account_e07() -> None:
    assert trail()["S3BucketName"] == "made-s3forcloudtrail"
    assert puts(f"{ACCOUNT}/CloudTrail/x", OURS)
    assert not puts("444455556666/CloudTrail/x", OURS)
    assert not puts(f"{ACCOUNT}/CloudTrail/x", OURS | {"s3:x-amz-acl": "private"})


@pytest.mark.parametrize(
    "context",
    [
        {"aws:SourceAccount": "999988887777"},
        {"aws:SourceArn": f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/another"},
        {"aws:SecureTransport": "false"},
        {"s3:TlsVersion": "1.1"},
    ],
    ids=["another account", "another trail", "plain HTTP", "TLS 1.1"],
)
def test_the_own_bucket_takes_nothing_else_e07(context: dict[str, str]) -> None:
    assert not puts(f"{ACCOUNT}/CloudTrail/x", OURS | context)


def test_only_this_trail_checks_the_own_bucket_e07() -> None:
    policy = made("cloudtrail").properties("S3BucketPolicyForCloudTrail")["PolicyDocument"]
    at = "arn:aws:s3:::made-s3forcloudtrail"

    def checks(context: dict[str, str]) -> bool:
        return allows([policy], Attempt("s3:GetBucketAcl", at, service="cloudtrail.amazonaws.com", context=context))

    assert checks(OURS)
    assert not checks(OURS | {"aws:SourceAccount": "999988887777"})
    assert not checks(OURS | {"aws:SourceArn": f"{TRAIL}-another"})


def test_a_central_bucket_replaces_the_own_one_and_its_access_logs() -> None:
    stack = made("cloudtrail", TrailBucketName="log-archive-cloudtrail")
    assert stack.of_type("AWS::S3::Bucket") == {}
    assert stack.of_type("AWS::S3::BucketPolicy") == {}
    assert stack.properties("CloudTrail")["S3BucketName"] == "log-archive-cloudtrail"
    assert stack.outputs == {"TrailBucketNameInUse": "log-archive-cloudtrail"}
    assert made("cloudtrail").outputs == {"TrailBucketNameInUse": "made-s3forcloudtrail"}


def test_the_own_bucket_has_no_name_of_its_own_e14() -> None:
    assert not [each for each in made("cloudtrail").of_type("AWS::S3::Bucket").values() if "BucketName" in each]


def test_access_logs_go_to_a_bucket_that_is_made_and_lets_log_delivery_write_e09() -> None:
    stack = made("cloudtrail")
    target = stack.properties("S3ForCloudTrail")["LoggingConfiguration"]
    assert target == {"DestinationBucketName": "made-s3forcloudtrailaccesslogs", "LogFilePrefix": "CloudTrail/"}
    policy = stack.properties("S3BucketPolicyForCloudTrailAccessLogs")["PolicyDocument"]

    def delivers(**context: str) -> bool:
        at = "arn:aws:s3:::made-s3forcloudtrailaccesslogs/CloudTrail/x"
        return allows([policy], Attempt("s3:PutObject", at, service="logging.s3.amazonaws.com", context=context))

    source = {"aws:SourceArn": "arn:aws:s3:::made-s3forcloudtrail"}
    assert delivers(**source, **{"aws:SourceAccount": ACCOUNT})
    assert not delivers(**source, **{"aws:SourceAccount": "999988887777"})
    assert not delivers(**{"aws:SourceAccount": ACCOUNT, "aws:SourceArn": "arn:aws:s3:::another"})


def test_the_bucket_of_access_logs_has_neither_key_nor_lock_nor_logs_of_its_own_e09() -> None:
    found = made("cloudtrail", TrailKey="CREATE", TrailObjectLock="COMPLIANCE").properties("S3ForCloudTrailAccessLogs")
    (rule,) = found["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    assert not {key for key in found if key.startswith(("ObjectLock", "Logging"))}


def test_log_files_are_kept_for_seven_years_and_never_less_than_one_e08() -> None:
    for bucket in ("S3ForCloudTrail", "S3ForCloudTrailAccessLogs"):
        for days in (2557, 400):
            found = made("cloudtrail", TrailRetentionInDays=days).properties(bucket)
            expiry = found["LifecycleConfiguration"]["Rules"][0]
            assert expiry["ExpirationInDays"] == str(days)
            assert expiry["NoncurrentVersionExpiration"] == {"NoncurrentDays": 365}
    assert document("cloudtrail")["Parameters"]["TrailRetentionInDays"]["Default"] == 2557
    with pytest.raises(RequestRefused, match="not less than 365"):
        made("cloudtrail", TrailRetentionInDays=60)


def test_object_lock_is_an_option_instead_of_mfa_delete_e08_e24() -> None:
    assert not {key for key in made("cloudtrail").properties("S3ForCloudTrail") if key.startswith("ObjectLock")}
    for mode in ("GOVERNANCE", "COMPLIANCE"):
        found = made("cloudtrail", TrailObjectLock=mode, TrailObjectLockInDays=90).properties("S3ForCloudTrail")
        assert found["ObjectLockEnabled"] is True
        retention = {"DefaultRetention": {"Mode": mode, "Days": "90"}}
        assert found["ObjectLockConfiguration"] == {"ObjectLockEnabled": "Enabled", "Rule": retention}
        assert found["VersioningConfiguration"] == {"Status": "Enabled"}


def test_a_trail_of_an_organization_writes_under_the_organization_s_path_e07() -> None:
    assert trail()["IsOrganizationTrail"] is False
    assert trail(TrailOrganizationId=ORGANIZATION)["IsOrganizationTrail"] is True
    assert puts(f"{ORGANIZATION}/444455556666/CloudTrail/x", OURS, TrailOrganizationId=ORGANIZATION)
    assert puts(f"{ACCOUNT}/CloudTrail/x", OURS, TrailOrganizationId=ORGANIZATION)
    assert not puts(f"{ORGANIZATION}/444455556666/CloudTrail/x", OURS)
    assert not puts("o-anotherorgid/444455556666/CloudTrail/x", OURS, TrailOrganizationId=ORGANIZATION)
