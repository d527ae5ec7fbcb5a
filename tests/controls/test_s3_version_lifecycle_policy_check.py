import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.controls.s3_version_lifecycle_policy_check import CONTROL, complies
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web"}
OFF: dict[str, Any] = {"ID": "old", "Status": "Disabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


@pytest.mark.parametrize(
    ("versioning", "wanted"), [({"Status": "Enabled"}, False), ({"Status": "Suspended"}, True), ({}, True)]
)
@pytest.mark.parametrize("rules", [None, [OFF]])
def test_without_a_rule_only_a_bucket_that_keeps_versions_violates(
    s3: Stubber, rules: Any, versioning: dict[str, str], wanted: bool
) -> None:
    s3.add_response("get_bucket_versioning", versioning, {"Bucket": "web"})
    assert complies({"Rules": rules}, EVENTS) is wanted


def test_one_enabled_rule_is_enough_and_nothing_more_is_asked(s3: Stubber) -> None:
    assert complies({"Rules": [OFF, {**OFF, "Status": "Enabled"}]}, EVENTS)


def test_no_version_is_ever_expired() -> None:
    assert CONTROL.runbook is not None
    assert "NoncurrentVersion" not in json.dumps(list(CONTROL.runbook.steps))
