import time
from typing import Any

import pytest

from generator.blocks.db_cluster import cluster, modify
from tests.controls.rds_settings import CLUSTER_ID, ONE_CLUSTER
from tests.controls.stubbed_client import stubbed

EVENTS = {"DbClusterResourceId": CLUSTER_ID, "Wanted": {"DeletionProtection": True}}
SHOP = {"DBClusterIdentifier": "shop", "Status": "backing-up", "DeletionProtection": False}
ASKED = {"DBClusterIdentifier": "shop", "ApplyImmediately": False, "DeletionProtection": True}


def described(*found: dict[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "describe_db_clusters", {"DBClusters": list(found)}, ONE_CLUSTER


def test_a_cluster_that_is_gone_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described())
        with pytest.raises(ValueError, match=f"no DB cluster with the resource id {CLUSTER_ID}"):
            cluster(EVENTS)


def test_a_busy_cluster_is_asked_again_and_the_change_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_client_error("modify_db_cluster", "InvalidDBClusterStateFault", expected_params=ASKED)
        rds.add_response("modify_db_cluster", {}, ASKED)
        rds.add_response(*described(SHOP))
        rds.add_response(*described(SHOP | {"DeletionProtection": True}))
        modify(EVENTS, None)
    assert len(slept) == 2


def test_a_change_that_does_not_come_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response(*described(SHOP))
        rds.add_response("modify_db_cluster", {}, ASKED)
        for _ in range(37):
            rds.add_response(*described(SHOP))
        with pytest.raises(ValueError, match="shop has not taken the change in nine minutes: backing-up"):
            modify(EVENTS, None)
