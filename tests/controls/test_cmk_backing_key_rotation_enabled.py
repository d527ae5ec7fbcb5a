from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.cmk_backing_key_rotation_enabled import complies, read, repair
from tests.controls.stubbed_client import stubbed

EVENTS = {"KeyId": "12345678-1234-1234-1234-123456789012"}
ARN = "arn:aws:kms:eu-west-1:123456789012:key/1"
KEY: dict[str, Any] = {
    "KeyId": "1",
    "Arn": ARN,
    "KeyManager": "CUSTOMER",
    "KeySpec": "SYMMETRIC_DEFAULT",
    "Origin": "AWS_KMS",
    "KeyState": "Enabled",
}


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "kms") as stubber:
        yield stubber


def the_key(kms: Stubber, **changes: Any) -> None:
    kms.add_response("describe_key", {"KeyMetadata": {**KEY, **changes}}, EVENTS)


@pytest.mark.parametrize(
    "changes",
    [
        {"KeyManager": "AWS"},
        {"KeySpec": "HMAC_256"},
        {"KeySpec": "ECC_NIST_P256"},
        {"Origin": "EXTERNAL"},
        {"Origin": "AWS_CLOUDHSM"},
        {"Origin": "EXTERNAL_KEY_STORE"},
    ],
)
def test_of_a_key_that_cannot_rotate_nothing_is_asked(kms: Stubber, changes: dict[str, str]) -> None:
    the_key(kms, **changes)
    assert read(EVENTS) == {"RotationEnabled": None}
    assert complies({"RotationEnabled": None}, EVENTS)


def test_a_shorter_period_than_a_year_complies_and_stays(kms: Stubber) -> None:
    the_key(kms)
    kms.add_response("get_key_rotation_status", {"KeyRotationEnabled": True, "RotationPeriodInDays": 90}, EVENTS)
    state = read(EVENTS)
    assert state == {"RotationEnabled": True}
    assert complies(state, EVENTS)
    assert not complies({"RotationEnabled": False}, EVENTS)


@pytest.mark.parametrize("state", ["Disabled", "PendingDeletion", "PendingImport", "Unavailable"])
def test_a_key_that_is_not_enabled_is_refused_by_name_and_state(kms: Stubber, state: str) -> None:
    the_key(kms, KeyState=state)
    with pytest.raises(ValueError, match=f"{EVENTS['KeyId']} is {state}"):
        repair(EVENTS, None)


def test_of_a_replica_the_primary_is_named(kms: Stubber) -> None:
    primary = ARN.replace("eu-west-1", "us-east-1")
    regions = {"MultiRegionKeyType": "REPLICA", "PrimaryKey": {"Arn": primary, "Region": "us-east-1"}}
    the_key(kms, MultiRegionConfiguration=regions)
    with pytest.raises(ValueError, match=f"rotates with {primary}"):
        repair(EVENTS, None)
