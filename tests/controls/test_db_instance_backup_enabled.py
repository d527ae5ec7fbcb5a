import time
from typing import Any

import pytest

from generator.controls.db_instance_backup_enabled import CONTROL, complies, read, repair
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL) | {"DbiResourceId": INSTANCE_ID}


@pytest.mark.parametrize(("days", "content"), [(0, False), (6, False), (7, True), (35, True)])
def test_a_longer_retention_complies(days: int, content: bool) -> None:
    assert complies({"BackupRetentionPeriod": days}, EVENTS) is content


def test_rule_and_runbook_demand_the_same_days() -> None:
    assert CONTROL.inputs["backupRetentionMinimum"] == str(EVENTS["Minimum"]) == "7"


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ({"BackupRetentionPeriod": 0, "PendingModifiedValues": {"BackupRetentionPeriod": 14}}, 14),
        ({"BackupRetentionPeriod": 14, "PendingModifiedValues": {"BackupRetentionPeriod": 0}}, 0),
        ({"BackupRetentionPeriod": 3, "PendingModifiedValues": {}}, 3),
    ],
)
def test_what_waits_for_the_maintenance_window_counts(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Any], state: int
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [found]}, ONE_INSTANCE)
        assert read(EVENTS) == {"BackupRetentionPeriod": state}


def test_a_retention_that_somebody_has_raised_meanwhile_is_not_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"DBInstanceIdentifier": "shop", "BackupRetentionPeriod": 14}
    with stubbed(monkeypatch, "rds") as rds:
        for _ in range(2):
            rds.add_response("describe_db_instances", {"DBInstances": [found]}, ONE_INSTANCE)
        repair(EVENTS, None)


def test_backups_are_not_turned_on_at_once_with_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    before = {"DBInstanceIdentifier": "shop", "BackupRetentionPeriod": 0}
    after = before | {"PendingModifiedValues": {"BackupRetentionPeriod": 7}}
    with stubbed(monkeypatch, "rds") as rds:
        for _ in range(2):
            rds.add_response("describe_db_instances", {"DBInstances": [before]}, ONE_INSTANCE)
        asked = {"DBInstanceIdentifier": "shop", "BackupRetentionPeriod": 7, "ApplyImmediately": False}
        rds.add_response("modify_db_instance", {}, asked)
        rds.add_response("describe_db_instances", {"DBInstances": [after]}, ONE_INSTANCE)
        repair(EVENTS, None)


def test_nothing_brings_a_shorter_retention_back() -> None:
    assert CONTROL.runbook is not None
    assert CONTROL.runbook.undo is None
    assert "Restore" not in [step["name"] for step in CONTROL.runbook.steps]
