from typing import Any

import boto3
import pytest

from generator.controls import cloud_trail_encryption_enabled
from generator.controls.cloud_trail_encryption_enabled import complies, repair

EVENTS = {"Trail": "all", "AccountId": "123456789012", "KmsKey": "alias/trail"}
ARN = "arn:aws:cloudtrail:us-west-2:123456789012:trail/all"


def test_any_key_complies() -> None:
    assert complies({"KmsKeyId": "arn:aws:kms:us-west-2:123456789012:key/1"}, EVENTS)
    assert not complies({"KmsKeyId": None}, EVENTS)


def test_without_a_key_nothing_is_changed() -> None:
    with pytest.raises(ValueError, match="set TrailKmsKey of the stack"):
        repair({**EVENTS, "KmsKey": ""}, None)


@pytest.mark.parametrize("facts", [{"KeyState": "PendingDeletion"}, {"KeySpec": "RSA_4096"}])
def test_a_key_that_cannot_encrypt_is_refused_and_it_is_looked_for_where_the_trail_is(
    monkeypatch: pytest.MonkeyPatch, facts: dict[str, str]
) -> None:
    asked: list[Any] = []

    class Kms:
        def describe_key(self, **call: str) -> Any:
            asked.append(call)
            return {"KeyMetadata": {"Arn": "the key", "KeyState": "Enabled", "KeySpec": "SYMMETRIC_DEFAULT", **facts}}

    def client(service: str, region_name: str) -> Kms:
        asked.append((service, region_name))
        return Kms()

    monkeypatch.setattr(cloud_trail_encryption_enabled, "trail", lambda events: {"TrailARN": ARN})
    monkeypatch.setattr(boto3, "client", client)
    with pytest.raises(ValueError, match="the key cannot encrypt log files"):
        repair(EVENTS, None)
    assert asked == [("kms", "us-west-2"), {"KeyId": "alias/trail"}]
