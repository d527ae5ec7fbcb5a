from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.s3_bucket_logging_enabled import CONTROL, LOG_BUCKET, repair, restore
from generator.model import Mode, Parameter
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web", "LogBucketName": "logs"}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


def test_without_a_bucket_for_logs_nothing_is_changed(s3: Stubber) -> None:
    with pytest.raises(ValueError, match="set AccessLogBucketName of the stack"):
        repair({**EVENTS, "LogBucketName": ""}, None)
    assert isinstance(LOG_BUCKET.value, Parameter)
    assert LOG_BUCKET.value.name == "AccessLogBucketName"


@pytest.mark.parametrize("answer", [None, {"Policy": '{"Statement": []}'}])
def test_a_bucket_that_would_get_no_logs_is_refused(s3: Stubber, answer: dict[str, Any] | None) -> None:
    if answer is None:
        s3.add_client_error("get_bucket_policy", "NoSuchBucketPolicy")
    else:
        s3.add_response("get_bucket_policy", answer, {"Bucket": "logs"})
    with pytest.raises(ValueError, match="policy of logs does not let"):
        repair(EVENTS, None)


def test_a_policy_that_cannot_be_read_is_no_missing_one(s3: Stubber) -> None:
    s3.add_client_error("get_bucket_policy", "AccessDenied")
    with pytest.raises(Exception, match="AccessDenied"):
        repair(EVENTS, None)


def test_a_former_destination_comes_back_whole(s3: Stubber) -> None:
    logging = {
        "TargetBucket": "old",
        "TargetPrefix": "x/",
        "TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}},
    }
    s3.add_response("put_bucket_logging", {}, {"Bucket": "web", "BucketLoggingStatus": {"LoggingEnabled": logging}})
    before = (
        '{"LoggingEnabled":{"TargetBucket":"old","TargetPrefix":"x/","TargetObjectKeyFormat":'
        '{"PartitionedPrefix":{"PartitionDateSource":"EventTime"}}}}'
    )
    restore({**EVENTS, "Restore": [before[:50], before[50:]]}, None)


def test_it_may_run_unattended() -> None:
    assert CONTROL.mode is Mode.AUTO
