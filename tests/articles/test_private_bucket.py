from typing import Any

import pytest

from generator.rehearsal.service_rules.policy_evaluation import Attempt, denies
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, document, made

KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/0123abcd"
CLASSES = ["INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]


def bucket(**given: Any) -> dict[str, Any]:
    return made("private-bucket", **{f"PrivateBucket{name}": value for name, value in given.items()}).properties(
        "S3ForData"
    )


def rules(**given: Any) -> dict[str, dict[str, Any]]:
    return {rule["Id"]: rule for rule in bucket(**given)["LifecycleConfiguration"]["Rules"]}


def test_it_makes_a_bucket_and_its_policy_and_says_their_names() -> None:
    stack = made("private-bucket")
    assert {name: body["Type"] for name, body in stack.resources.items()} == {
        "S3ForData": "AWS::S3::Bucket",
        "S3BucketPolicyForData": "AWS::S3::BucketPolicy",
    }
    assert stack.outputs == {
        "PrivateBucketNameInUse": "made-s3fordata",
        "PrivateBucketArn": "arn:aws:s3:::made-s3fordata",
    }


def test_nobody_reaches_it_from_outside() -> None:
    assert set(bucket()["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket()["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_its_name_is_aws_s_unless_the_user_gives_one_e14() -> None:
    assert "BucketName" not in bucket()
    assert bucket(Name="acme-data")["BucketName"] == "acme-data"
    with pytest.raises(RequestRefused, match="The name of a bucket, or nothing"):
        bucket(Name="Acme_Data")


def test_it_is_encrypted_with_sse_s3_or_with_a_key_and_a_bucket_key_e04() -> None:
    (rule,) = bucket()["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    (rule,) = bucket(KmsKeyArn=KEY)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
    assert rule["BucketKeyEnabled"] is True


def test_it_is_versioned_unless_the_user_suspends_it() -> None:
    assert bucket()["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket(Versioning="Suspended")["VersioningConfiguration"] == {"Status": "Suspended"}


def test_by_default_nothing_is_moved_or_deleted_but_unfinished_uploads() -> None:
    assert {*rules()} == {"AbortIncompleteMultipartUploads"}
    assert rules()["AbortIncompleteMultipartUploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


@pytest.mark.parametrize("storage_class", CLASSES)
def test_objects_move_to_the_class_that_is_chosen_e25(storage_class: str) -> None:
    found = rules(TransitionInDays=45, StorageClass=storage_class)["MoveToColderStorage"]
    assert found["Transitions"] == [{"StorageClass": storage_class, "TransitionInDays": "45"}]
    assert document("private-bucket")["Parameters"]["PrivateBucketStorageClass"]["AllowedValues"] == CLASSES


def test_objects_and_old_versions_expire_where_days_are_given() -> None:
    found = rules(ExpirationInDays=400, NoncurrentVersionExpirationInDays=30)
    assert found["ExpireObjects"]["ExpirationInDays"] == "400"
    assert found["ExpireOldVersions"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": "30"}
    assert {rule["Status"] for rule in found.values()} == {"Enabled"}


def test_access_logs_and_events_are_options() -> None:
    assert not {"LoggingConfiguration", "NotificationConfiguration"} & bucket().keys()
    logging = bucket(AccessLogBucketName="access-logs")["LoggingConfiguration"]
    assert logging == {"DestinationBucketName": "access-logs", "LogFilePrefix": "Data/"}
    events = bucket(EventBridge="ENABLED")["NotificationConfiguration"]
    assert events == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_object_lock_is_an_option_that_keeps_versions() -> None:
    assert "ObjectLockEnabled" not in bucket()
    found = bucket(ObjectLock="GOVERNANCE", ObjectLockInDays=10)
    assert found["ObjectLockEnabled"] is True
    retention = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": "10"}}
    assert found["ObjectLockConfiguration"] == {"ObjectLockEnabled": "Enabled", "Rule": retention}
    with pytest.raises(RequestRefused, match="Object Lock needs versions"):
        bucket(ObjectLock="GOVERNANCE", Versioning="Suspended")


def refused(limit: int, **context: str) -> bool:
    stack = made("private-bucket", PrivateBucketPresignedUrlMaxAgeInSeconds=limit)
    policy = stack.properties("S3BucketPolicyForData")["PolicyDocument"]
    secure = {"aws:SecureTransport": "true", "s3:TlsVersion": "1.3"}
    who = f"arn:aws:iam::{ACCOUNT}:role/Signer"
    at = "arn:aws:s3:::made-s3fordata/key"
    return denies([policy], Attempt("s3:GetObject", at, arn=who, context=secure | context))


PRESIGNED = {"s3:authType": "REST-QUERY-STRING"}


def test_a_presigned_url_is_refused_after_the_limit_in_milliseconds() -> None:
    assert refused(900, **PRESIGNED, **{"s3:signatureAge": "900001"})
    assert not refused(900, **PRESIGNED, **{"s3:signatureAge": "900000"})


def test_the_limit_does_not_touch_requests_that_are_signed_in_their_header() -> None:
    assert not refused(900, **{"s3:authType": "REST-HEADER", "s3:signatureAge": "900001"})


def test_without_a_limit_no_presigned_url_is_refused() -> None:
    assert not refused(0, **PRESIGNED, **{"s3:signatureAge": "604800000"})
    with pytest.raises(RequestRefused, match="not greater than 604800"):
        refused(604801)
