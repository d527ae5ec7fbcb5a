import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.stub import Stubber

from generator.blocks.bucket_lifecycle import DAYS, RULE_ID, read, repair, restore, rule_enabled
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web", "RuleId": RULE_ID, "Days": DAYS}
OFF: dict[str, Any] = {"ID": RULE_ID, "Status": "Disabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}
SIZE = {"TransitionDefaultMinimumObjectSize": "varies_by_storage_class"}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    with stubbed(monkeypatch, "s3") as stubber:
        yield stubber


@pytest.mark.parametrize(
    ("rules", "wanted"), [(None, False), ([], False), ([OFF], False), ([OFF, {**OFF, "Status": "Enabled"}], True)]
)
def test_one_enabled_rule_is_enough_whatever_it_does(rules: Any, wanted: bool) -> None:
    assert rule_enabled({"Rules": rules, **SIZE}) is wanted


def test_the_new_rule_discards_unfinished_uploads_and_nothing_else_and_replaces_nothing(s3: Stubber) -> None:
    others = [OFF, {**OFF, "ID": f"{RULE_ID}-"}]
    s3.add_response("get_bucket_lifecycle_configuration", {"Rules": others, **SIZE})
    ours = {
        "ID": f"{RULE_ID}--",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }
    wanted = {"Bucket": "web", "LifecycleConfiguration": {"Rules": [*others, ours]}, **SIZE}
    s3.add_response("put_bucket_lifecycle_configuration", {}, wanted)
    repair(EVENTS, None)


def test_a_rule_with_a_date_comes_back_as_it_was(s3: Stubber) -> None:
    dated = {**OFF, "Expiration": {"Date": datetime(2040, 1, 1, tzinfo=UTC)}}
    s3.add_response("get_bucket_lifecycle_configuration", {"Rules": [dated]})
    state = read(EVENTS)
    assert state["Rules"][0]["Expiration"] == {"Date": "2040-01-01T00:00:00+00:00"}
    wanted = {"Bucket": "web", "LifecycleConfiguration": {"Rules": state["Rules"]}}
    s3.add_response("put_bucket_lifecycle_configuration", {}, wanted)
    restore({**EVENTS, "Restore": [json.dumps(state)]}, None)


def test_a_bucket_that_cannot_be_read_is_no_bucket_without_rules(s3: Stubber) -> None:
    s3.add_client_error("get_bucket_lifecycle_configuration", "AccessDenied")
    with pytest.raises(Exception, match="AccessDenied"):
        read(EVENTS)
