import re

import pytest

from generator.blocks.kms_key import KEY_ID, tags
from tests.controls.stubbed_client import stubbed


def test_the_tags_of_all_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "kms") as kms:
        first = {"Tags": [{"TagKey": "a", "TagValue": "1"}], "Truncated": True, "NextMarker": "more"}
        kms.add_response("list_resource_tags", first, {"KeyId": "1"})
        second = {"Tags": [{"TagKey": "b", "TagValue": ""}], "Truncated": False}
        kms.add_response("list_resource_tags", second, {"KeyId": "1", "Marker": "more"})
        assert tags({"KeyId": "1"}) == ["a", "b"]


@pytest.mark.parametrize(
    ("key", "taken"),
    [
        ("12345678-1234-1234-1234-1234567890ab", True),
        ("mrk-1234567812341234123412345678901a", True),
        ("alias/web", False),
        ("arn:aws:kms:eu-west-1:123456789012:key/1", False),
    ],
)
def test_a_key_is_taken_by_its_id(key: str, taken: bool) -> None:
    assert bool(re.search(KEY_ID.allowed_pattern or "", key)) is taken
