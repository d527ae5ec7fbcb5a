import re

import pytest

from generator.blocks.bucket_runbook import BUCKET_NAME, tags
from tests.controls.stubbed_client import stubbed


def test_the_tags_of_a_bucket_are_their_keys_and_a_bucket_may_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        s3.add_response("get_bucket_tagging", {"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]})
        assert tags({"BucketName": "web"}) == ["a", "b"]
        s3.add_client_error("get_bucket_tagging", "NoSuchTagSet")
        assert tags({"BucketName": "web"}) == []


def test_tags_that_cannot_be_read_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        s3.add_client_error("get_bucket_tagging", "AccessDenied")
        with pytest.raises(Exception, match="AccessDenied"):
            tags({"BucketName": "web"})


@pytest.mark.parametrize(
    ("name", "taken"),
    [("web.example.com", True), ("Old_Bucket", True), ("a" * 255, True), ("ab", False), ("a b", False), ("a/b", False)],
)
def test_names_of_old_buckets_are_taken_too(name: str, taken: bool) -> None:
    assert bool(re.search(BUCKET_NAME.allowed_pattern or "", name)) is taken
