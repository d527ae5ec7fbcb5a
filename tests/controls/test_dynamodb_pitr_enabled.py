from typing import Any

import pytest

from generator.controls.dynamodb_pitr_enabled import CONTROL, complies, read
from tests.controls.stubbed_client import stubbed

EVENTS = {"TableName": "orders"}


@pytest.mark.parametrize(
    ("recovery", "content"),
    [
        ({"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 1}}, True),
        ({"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"}}, False),
        ({}, False),
    ],
)
def test_recovery_over_any_number_of_days_complies(
    monkeypatch: pytest.MonkeyPatch, recovery: dict[str, Any], content: bool
) -> None:
    found = {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED", **recovery}}
    with stubbed(monkeypatch, "dynamodb") as dynamodb:
        dynamodb.add_response("describe_continuous_backups", found, EVENTS)
        assert complies(read(EVENTS), EVENTS) is content


def test_nothing_turns_recovery_off_which_would_delete_backups() -> None:
    assert CONTROL.runbook is not None
    assert CONTROL.runbook.undo is None
    assert "Restore" not in [step["name"] for step in CONTROL.runbook.steps]
