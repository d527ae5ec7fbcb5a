import json

import pytest

from generator.blocks.runbook_document import content
from generator.controls.kms_cmk_not_scheduled_for_deletion import CONTROL, complies
from generator.model import Mode


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("PendingDeletion", False),
        ("PendingReplicaDeletion", False),
        ("Disabled", True),
        ("Enabled", True),
        ("PendingImport", True),
    ],
)
def test_only_a_key_that_waits_for_its_deletion_is_saved(state: str, wanted: bool) -> None:
    assert complies({"KeyState": state}, {}) is wanted


def test_the_runbook_never_deletes_nor_enables_a_key() -> None:
    assert CONTROL.runbook is not None
    text = json.dumps(content(CONTROL.runbook))
    assert "CancelKeyDeletion" in text
    assert "ScheduleKeyDeletion" not in text
    assert "EnableKey" not in text
    assert "Restore" not in content(CONTROL.runbook)["parameters"]


def test_a_person_decides_whether_the_deletion_was_meant() -> None:
    assert CONTROL.mode is Mode.APPROVE
