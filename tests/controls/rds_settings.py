"""The Repair script of a control of RDS, run against answers that botocore checks."""

from collections.abc import Mapping
from typing import Any

import pytest

from generator.blocks import db_cluster, db_instance
from generator.model import Control
from tests.controls.stubbed_client import stubbed

INSTANCE_ID, CLUSTER_ID = "db-ABC", "cluster-ABC"
ONE_INSTANCE = {"Filters": [{"Name": "dbi-resource-id", "Values": [INSTANCE_ID]}]}
ONE_CLUSTER = {"Filters": [{"Name": "db-cluster-resource-id", "Values": [CLUSTER_ID]}]}


def payload(control: Control, step: str = "Repair") -> dict[str, Any]:
    """The constants that a script of the control gets."""
    assert control.runbook is not None
    (found,) = [each["inputs"]["InputPayload"] for each in control.runbook.steps if each["name"] == step]
    return dict(found)


def instance_is_changed_by(monkeypatch: pytest.MonkeyPatch, control: Control, settings: Mapping[str, Any]) -> None:
    """Exactly these settings are sent, and whatever else waits for the maintenance window goes on waiting."""
    events = payload(control) | {"DbiResourceId": INSTANCE_ID}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [{"DBInstanceIdentifier": "shop"}]}, ONE_INSTANCE)
        rds.add_response(
            "modify_db_instance", {}, {"DBInstanceIdentifier": "shop", "ApplyImmediately": False, **settings}
        )
        rds.add_response("describe_db_instances", {"DBInstances": [dict(events["Wanted"])]}, ONE_INSTANCE)
        db_instance.modify(events, None)


def cluster_is_changed_by(monkeypatch: pytest.MonkeyPatch, control: Control, settings: Mapping[str, Any]) -> None:
    """Exactly these settings are sent, and whatever else waits for the maintenance window goes on waiting."""
    events = payload(control) | {"DbClusterResourceId": CLUSTER_ID}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_clusters", {"DBClusters": [{"DBClusterIdentifier": "shop"}]}, ONE_CLUSTER)
        rds.add_response(
            "modify_db_cluster", {}, {"DBClusterIdentifier": "shop", "ApplyImmediately": False, **settings}
        )
        rds.add_response("describe_db_clusters", {"DBClusters": [dict(events["Wanted"])]}, ONE_CLUSTER)
        db_cluster.modify(events, None)
