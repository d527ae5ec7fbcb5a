from typing import Any

import pytest

from generator.controls.rds_multi_az_support import CONTROL, complies, read
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, instance_is_changed_by, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL) | {"DbiResourceId": INSTANCE_ID}


def test_a_repair_adds_the_standby_in_the_maintenance_window(monkeypatch: pytest.MonkeyPatch) -> None:
    instance_is_changed_by(monkeypatch, CONTROL, {"MultiAZ": True})


@pytest.mark.parametrize(
    ("found", "content"),
    [
        ({"MultiAZ": False}, False),
        ({"MultiAZ": False, "PendingModifiedValues": {"MultiAZ": True}}, True),
        ({"MultiAZ": True, "PendingModifiedValues": {"MultiAZ": False}}, False),
        ({"MultiAZ": False, "DBClusterIdentifier": "shop"}, True),
    ],
)
def test_what_waits_counts_and_members_of_clusters_are_left_out(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Any], content: bool
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [found]}, ONE_INSTANCE)
        assert complies(read(EVENTS), EVENTS) is content
