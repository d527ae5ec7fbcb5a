from typing import Any

import pytest

from generator.controls.s3_bucket_versioning_enabled import CONTROL, complies, read
from generator.model import Mode
from tests.controls.stubbed_client import stubbed

EVENTS = {"BucketName": "web"}


@pytest.mark.parametrize(
    ("answer", "enabled"),
    [({}, False), ({"Status": "Suspended", "MFADelete": "Enabled"}, False), ({"Status": "Enabled"}, True)],
)
def test_a_bucket_that_never_had_versions_is_as_one_whose_versions_are_suspended(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any], enabled: bool
) -> None:
    with stubbed(monkeypatch, "s3") as s3:
        s3.add_response("get_bucket_versioning", answer, {"Bucket": "web"})
        state = read(EVENTS)
    assert state == {"Enabled": enabled}
    assert complies(state, EVENTS) is enabled


def test_the_undoing_says_what_it_cannot_bring_back() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.runbook is not None
    assert CONTROL.runbook.undo is not None
    assert "cannot return" in CONTROL.runbook.undo.en
