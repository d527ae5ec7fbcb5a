import pytest

from generator.controls.rds_cluster_iam_authentication_enabled import CONTROL, read
from tests.controls.rds_settings import CLUSTER_ID, ONE_CLUSTER, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL) | {"DbClusterResourceId": CLUSTER_ID}


def test_what_waits_for_the_maintenance_window_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "IAMDatabaseAuthenticationEnabled"
    found = {"Engine": "aurora-mysql", name: False, "PendingModifiedValues": {name: True}}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_clusters", {"DBClusters": [found]}, ONE_CLUSTER)
        assert read(EVENTS) == {"EnableIAMDatabaseAuthentication": True}


def test_documentdb_is_refused_before_anything_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_clusters", {"DBClusters": [{"Engine": "docdb"}]}, ONE_CLUSTER)
        with pytest.raises(ValueError, match="DocumentDB"):
            read(EVENTS)
