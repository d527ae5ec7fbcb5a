from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.s3_default_encryption_kms import LOG_WRITERS, complies, key_arn, repair
from tests.controls.stubbed_client import REGION, stubbed

EVENTS = {"BucketName": "web", "KmsKey": "", "LogWriters": list(LOG_WRITERS)}
ACL = {"Owner": {"ID": "a" * 64}, "Grants": []}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


@pytest.mark.parametrize(
    ("algorithm", "wanted"), [("AES256", False), ("aws:kms", True), ("aws:kms:dsse", True), ("", False)]
)
def test_one_layer_or_two_of_kms_comply(algorithm: str, wanted: bool) -> None:
    default = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}} if algorithm else {}
    assert complies({"Rules": [default]}, EVENTS) is wanted
    assert not complies({"Rules": None}, EVENTS)


def test_without_a_key_it_is_aws_s_own_and_the_rest_of_the_rule_stays(s3: Stubber) -> None:
    s3.add_client_error("get_bucket_policy", "NoSuchBucketPolicy")
    s3.add_response("get_bucket_acl", ACL)
    blocked = {"BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]}}
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False, **blocked}
    s3.add_response("get_bucket_encryption", {"ServerSideEncryptionConfiguration": {"Rules": [rule]}})
    wanted = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True, **blocked}
    sent = {"Bucket": "web", "ServerSideEncryptionConfiguration": {"Rules": [wanted]}}
    s3.add_response("put_bucket_encryption", {}, sent)
    repair(EVENTS, None)


@pytest.mark.parametrize("writer", LOG_WRITERS)
def test_a_bucket_that_log_delivery_writes_to_is_left_alone(s3: Stubber, writer: str) -> None:
    s3.add_response("get_bucket_policy", {"Policy": f'{{"Statement": [{{"Principal": {{"Service": "{writer}"}}}}]}}'})
    s3.add_response("get_bucket_acl", ACL)
    with pytest.raises(ValueError, match=f"{writer} could not write to web any more"):
        repair(EVENTS, None)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"KeyState": "PendingDeletion", "KeySpec": "SYMMETRIC_DEFAULT"}, "PendingDeletion"),
        ({"KeyState": "Disabled", "KeySpec": "SYMMETRIC_DEFAULT"}, "Disabled"),
        ({"KeyState": "Enabled", "KeySpec": "RSA_2048"}, "RSA_2048"),
    ],
)
def test_a_key_that_cannot_encrypt_objects_is_refused(
    monkeypatch: pytest.MonkeyPatch, facts: dict[str, Any], problem: str
) -> None:
    with stubbed(monkeypatch, "kms") as kms:
        arn = f"arn:aws:kms:{REGION}:123456789012:key/1"
        kms.add_response("describe_key", {"KeyMetadata": {"KeyId": "1", "Arn": arn, **facts}}, {"KeyId": "alias/x"})
        with pytest.raises(ValueError, match=f"cannot encrypt objects.*{problem}"):
            key_arn({**EVENTS, "KmsKey": "alias/x"})
