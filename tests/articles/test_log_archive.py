from typing import Any

import pytest

from generator.knowledge.limits import BUCKET_NAME_LENGTH
from generator.knowledge.regions import partitions, regions_of
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows, denies
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, Made, document, made

ORGANIZATION = {"ArchiveOrganizationId": "o-exampleorgid"}
ACCOUNTS = {"ArchiveAccountIds": "111122223333,444455556666"}
BUCKETS = {
    "S3ForCloudTrailArchive": "cloudtrail.amazonaws.com",
    "S3ForConfigArchive": "config.amazonaws.com",
}
OWNED = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": "true", "s3:TlsVersion": "1.2"}

every_bucket = pytest.mark.parametrize("bucket", BUCKETS)


def archive(**given: Any) -> Made:
    return made("log-archive", **(given or ORGANIZATION))


def policy(bucket: str, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = archive(**given).properties(f"S3BucketPolicyFor{bucket[5:]}")["PolicyDocument"]
    return found


def delivers(bucket: str, context: dict[str, str], path: str = "AWSLogs/444455556666/x", **given: Any) -> bool:
    arn = f"arn:aws:s3:::made-{bucket.lower()}/{path}"
    attempt = Attempt("s3:PutObject", arn, service=BUCKETS[bucket], context=OWNED | context)
    return allows([policy(bucket, **given)], attempt)


def test_there_is_a_bucket_for_each_service_and_one_for_access_logs_each_with_its_policy() -> None:
    assert {name: body["Type"] for name, body in document("log-archive")["Resources"].items()} == {
        "S3ForLogArchiveAccessLogs": "AWS::S3::Bucket",
        "S3BucketPolicyForLogArchiveAccessLogs": "AWS::S3::BucketPolicy",
        "S3ForCloudTrailArchive": "AWS::S3::Bucket",
        "S3BucketPolicyForCloudTrailArchive": "AWS::S3::BucketPolicy",
        "S3ForConfigArchive": "AWS::S3::Bucket",
        "S3BucketPolicyForConfigArchive": "AWS::S3::BucketPolicy",
    }


def test_the_names_of_the_buckets_are_outputs_for_the_articles_that_deliver() -> None:
    assert archive().outputs == {
        "BucketNameForCloudTrailArchive": "made-s3forcloudtrailarchive",
        "BucketNameForConfigArchive": "made-s3forconfigarchive",
    }


def test_a_prefix_makes_the_names_known_beforehand_in_the_account_s_own_namespace() -> None:
    stack = archive(**ORGANIZATION, ArchiveBucketPrefix="logs", region="eu-west-1")
    for bucket, writer in (("S3ForCloudTrailArchive", "cloudtrail"), ("S3ForConfigArchive", "config")):
        found = stack.properties(bucket)
        assert found["BucketName"] == f"logs-{writer}-{ACCOUNT}-eu-west-1-an"
        assert found["BucketNamespace"] == "account-regional"
    assert "BucketName" not in stack.properties("S3ForLogArchiveAccessLogs")


def test_without_a_prefix_cloudformation_names_the_buckets() -> None:
    for bucket in BUCKETS:
        assert archive().properties(bucket).keys().isdisjoint({"BucketName", "BucketNamespace"})


def test_the_longest_prefix_fits_in_the_name_of_a_bucket_in_every_region() -> None:
    longest = "p" * document("log-archive")["Parameters"]["ArchiveBucketPrefix"]["MaxLength"]
    for code in (region.code for partition in partitions() for region in regions_of(partition)):
        stack = archive(**ORGANIZATION, ArchiveBucketPrefix=longest, region=code)
        assert all(len(stack.properties(bucket)["BucketName"]) <= BUCKET_NAME_LENGTH for bucket in BUCKETS)
    with pytest.raises(RequestRefused, match="At most 19"):
        archive(**ORGANIZATION, ArchiveBucketPrefix=longest + "p")


@every_bucket
def test_every_account_of_the_organization_delivers_and_no_other_e07(bucket: str) -> None:
    ours = {"aws:SourceOrgID": "o-exampleorgid", "aws:SourceAccount": "444455556666"}
    assert delivers(bucket, ours, **ORGANIZATION)
    assert delivers(bucket, ours, "AWSLogs/o-exampleorgid/444455556666/x", **ORGANIZATION)
    assert not delivers(bucket, ours, "elsewhere/x", **ORGANIZATION)
    assert not delivers(bucket, {"aws:SourceOrgID": "o-anotherorgid", "aws:SourceAccount": ACCOUNT}, **ORGANIZATION)
    assert not delivers(bucket, {"aws:SourceAccount": ACCOUNT}, **ORGANIZATION)


@every_bucket
def test_listed_accounts_deliver_where_no_organization_is_given_e07(bucket: str) -> None:
    assert delivers(bucket, {"aws:SourceAccount": "444455556666"}, **ACCOUNTS)
    assert delivers(bucket, {"aws:SourceAccount": "111122223333"}, **ACCOUNTS)
    assert not delivers(bucket, {"aws:SourceAccount": "999988887777"}, **ACCOUNTS)
    assert not delivers(bucket, {}, **ACCOUNTS)


@every_bucket
def test_the_organization_wins_over_listed_accounts(bucket: str) -> None:
    both = ORGANIZATION | ACCOUNTS
    assert not delivers(bucket, {"aws:SourceAccount": "444455556666"}, **both)
    assert delivers(bucket, {"aws:SourceOrgID": "o-exampleorgid"}, **both)


@every_bucket
@pytest.mark.parametrize(
    "context", [{"s3:x-amz-acl": "private"}, {"aws:SecureTransport": "false"}, {"s3:TlsVersion": "1.1"}]
)
def test_delivery_gives_the_owner_the_object_and_comes_over_new_tls(bucket: str, context: dict[str, str]) -> None:
    assert not delivers(bucket, {"aws:SourceOrgID": "o-exampleorgid"} | context, **ORGANIZATION)


def test_each_service_checks_its_own_bucket_only() -> None:
    for bucket, service in BUCKETS.items():
        for action, wanted in (
            ("s3:GetBucketAcl", True),
            ("s3:ListBucket", "config" in service),
            ("s3:PutBucketPolicy", False),
        ):
            arn = f"arn:aws:s3:::made-{bucket.lower()}"
            context = {"aws:SourceOrgID": "o-exampleorgid"}
            foreign = Attempt(action, arn, service=service, context={"aws:SourceAccount": "999988887777"})
            assert not allows([policy(bucket, **ACCOUNTS)], foreign)
            for each in BUCKETS.values():
                attempt = Attempt(action, arn, service=each, context=context)
                assert allows([policy(bucket)], attempt) is (wanted and each == service)


def test_somebody_must_be_let_in_and_no_account_is_a_typing_error() -> None:
    with pytest.raises(RequestRefused, match="Give ArchiveOrganizationId or ArchiveAccountIds"):
        made("log-archive")
    with pytest.raises(RequestRefused, match="Account ids of 12 digits"):
        made("log-archive", ArchiveAccountIds="111122223333,4444")
    with pytest.raises(RequestRefused, match="An Organization's id"):
        made("log-archive", ArchiveOrganizationId="r-abcd")


@every_bucket
def test_nobody_deletes_what_was_delivered_e24(bucket: str) -> None:
    for action in ("s3:DeleteObject", "s3:DeleteObjectVersion"):
        arn = f"arn:aws:s3:::made-{bucket.lower()}/AWSLogs/x"
        who = f"arn:aws:iam::{ACCOUNT}:root"
        assert denies([policy(bucket)], Attempt(action, arn, arn=who, context=OWNED))
        assert not denies([policy(bucket)], Attempt("s3:GetObject", arn, arn=who, context=OWNED))


@pytest.mark.parametrize("mode", ["GOVERNANCE", "COMPLIANCE"])
def test_write_once_is_an_option_of_the_trail_s_bucket_only_e08(mode: str) -> None:
    stack = archive(**ORGANIZATION, ArchiveObjectLock=mode, ArchiveObjectLockInDays=30)
    found = stack.properties("S3ForCloudTrailArchive")
    assert found["ObjectLockEnabled"] is True
    retention = {"DefaultRetention": {"Mode": mode, "Days": "30"}}
    assert found["ObjectLockConfiguration"] == {"ObjectLockEnabled": "Enabled", "Rule": retention}
    for bucket in ("S3ForConfigArchive", "S3ForLogArchiveAccessLogs"):
        assert not {key for key in stack.properties(bucket) if key.startswith("ObjectLock")}
    assert "ObjectLockEnabled" not in archive().properties("S3ForCloudTrailArchive")


@every_bucket
def test_what_is_older_moves_and_what_is_oldest_goes_e08(bucket: str) -> None:
    rules = archive().properties(bucket)["LifecycleConfiguration"]["Rules"]
    assert rules[0]["Transitions"] == [{"StorageClass": "GLACIER_IR", "TransitionInDays": "90"}]
    assert rules[1]["ExpirationInDays"] == "2557"
    assert rules[1]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 365}
    given = {"ArchiveStorageClass": "DEEP_ARCHIVE", "ArchiveTransitionInDays": 365, "ArchiveRetentionInDays": 366}
    rules = archive(**ORGANIZATION, **given).properties(bucket)["LifecycleConfiguration"]["Rules"]
    assert rules[0]["Transitions"] == [{"StorageClass": "DEEP_ARCHIVE", "TransitionInDays": "365"}]
    assert rules[1]["ExpirationInDays"] == "366"


def test_access_logs_are_kept_as_long_as_the_archive_e08() -> None:
    (expiry, _) = archive().properties("S3ForLogArchiveAccessLogs")["LifecycleConfiguration"]["Rules"]
    assert expiry["ExpirationInDays"] == "2557"
    assert expiry["NoncurrentVersionExpiration"] == {"NoncurrentDays": 365}


def test_the_days_that_can_be_given_always_move_before_they_expire() -> None:
    declared = document("log-archive")["Parameters"]
    assert declared["ArchiveTransitionInDays"]["MaxValue"] < declared["ArchiveRetentionInDays"]["MinValue"]
    assert declared["ArchiveTransitionInDays"]["MinValue"] >= 30


@every_bucket
def test_access_to_the_archive_is_logged_e09(bucket: str) -> None:
    stack = archive()
    logging = stack.properties(bucket)["LoggingConfiguration"]
    assert logging["DestinationBucketName"] == "made-s3forlogarchiveaccesslogs"
    at = f"arn:aws:s3:::made-s3forlogarchiveaccesslogs/{logging['LogFilePrefix']}x"
    document_ = stack.properties("S3BucketPolicyForLogArchiveAccessLogs")["PolicyDocument"]

    def logs(source: str, account: str) -> bool:
        context = {"aws:SourceArn": source, "aws:SourceAccount": account}
        return allows([document_], Attempt("s3:PutObject", at, service="logging.s3.amazonaws.com", context=context))

    assert logs(f"arn:aws:s3:::made-{bucket.lower()}", ACCOUNT)
    assert not logs(f"arn:aws:s3:::made-{bucket.lower()}", "999988887777")
    assert not logs("arn:aws:s3:::another", ACCOUNT)
