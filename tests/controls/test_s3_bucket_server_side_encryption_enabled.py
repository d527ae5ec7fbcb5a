import json
from typing import Any

import pytest

from generator.blocks.bucket_encryption import read, restore
from generator.controls.s3_bucket_server_side_encryption_enabled import CONTROL, complies
from generator.model import Framework, Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web"}


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        (None, False),
        ([], False),
        ([{"BucketKeyEnabled": True}], False),
        ([{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms:dsse"}}], True),
    ],
)
def test_any_default_complies(rules: Any, wanted: bool) -> None:
    assert complies({"Rules": rules}, EVENTS) is wanted


def test_a_bucket_that_cannot_be_read_is_no_bucket_without_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        s3.add_client_error("get_bucket_encryption", "AccessDenied")
        with pytest.raises(Exception, match="AccessDenied"):
            read(EVENTS)


def test_a_former_default_comes_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = {
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/x"},
        "BucketKeyEnabled": True,
    }
    with stubbed(monkeypatch, "s3") as s3:
        sent = {"Bucket": "web", "ServerSideEncryptionConfiguration": {"Rules": [rule]}}
        s3.add_response("put_bucket_encryption", {}, sent)
        restore({**EVENTS, "Restore": [json.dumps({"Rules": [rule]})]}, None)


def test_no_standard_asks_for_it_any_more_and_it_may_run_unattended() -> None:
    assert Framework() == CONTROL.framework
    assert CONTROL.mode is Mode.AUTO
