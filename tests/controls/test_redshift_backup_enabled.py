import pytest

from generator.controls.redshift_backup_enabled import CONTROL, complies, read, repair
from tests.controls.rds_settings import payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL) | {"ClusterIdentifier": "sales"}
NAME = "AutomatedSnapshotRetentionPeriod"


@pytest.mark.parametrize(("days", "content"), [(0, False), (6, False), (7, True), (35, True)])
def test_a_longer_retention_complies(days: int, content: bool) -> None:
    assert complies({NAME: days}, EVENTS) is content


def test_rule_and_runbook_demand_the_same_days() -> None:
    assert CONTROL.inputs == {"MinRetentionPeriod": str(EVENTS["Minimum"])} == {"MinRetentionPeriod": "7"}


def test_a_change_on_its_way_is_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {NAME: 1, "PendingModifiedValues": {NAME: 30}}
    with stubbed(monkeypatch, "redshift") as redshift:
        redshift.add_response("describe_clusters", {"Clusters": [found]}, {"ClusterIdentifier": "sales"})
        assert read(EVENTS) == {NAME: 30}


def test_a_retention_that_somebody_has_raised_meanwhile_is_not_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "redshift") as redshift:
        redshift.add_response("describe_clusters", {"Clusters": [{NAME: 30}]}, {"ClusterIdentifier": "sales"})
        repair(EVENTS, None)


def test_nothing_brings_a_shorter_retention_back() -> None:
    assert CONTROL.runbook is not None
    assert CONTROL.runbook.undo is None
    assert "Restore" not in [step["name"] for step in CONTROL.runbook.steps]
