from collections.abc import Iterator

import pytest
from botocore.stub import Stubber

from generator.blocks.bucket_public_access import read
from generator.controls.s3_bucket_level_public_access_prohibited import CONTROL, SETTINGS, complies
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web", "Settings": list(SETTINGS)}
ALL = dict.fromkeys(SETTINGS, True)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_of_the_four_settings_counts(setting: str) -> None:
    assert complies({"PublicAccessBlock": ALL}, EVENTS)
    assert not complies({"PublicAccessBlock": {**ALL, setting: False}}, EVENTS)
    assert not complies({"PublicAccessBlock": {name: True for name in SETTINGS if name != setting}}, EVENTS)
    assert not complies({"PublicAccessBlock": None}, EVENTS)


def test_a_bucket_that_cannot_be_read_is_no_bucket_without_settings(s3: Stubber) -> None:
    s3.add_client_error("get_public_access_block", "AccessDenied")
    with pytest.raises(Exception, match="AccessDenied"):
        read(EVENTS)
    s3.add_client_error("get_public_access_block", "NoSuchPublicAccessBlockConfiguration")
    assert read(EVENTS) == {"PublicAccessBlock": None}


def test_a_person_decides_about_public_buckets() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.framework.anti_patterns == (6,)
    assert CONTROL.framework.trusted_advisor == ("Pfx0RwqBli",)
