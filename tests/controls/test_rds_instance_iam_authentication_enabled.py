from typing import Any

import pytest

from generator.controls.rds_instance_iam_authentication_enabled import CONTROL, read
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, payload
from tests.controls.stubbed_client import stubbed

NAME = "IAMDatabaseAuthenticationEnabled"
EVENTS = payload(CONTROL) | {"DbiResourceId": INSTANCE_ID}


def state(monkeypatch: pytest.MonkeyPatch, **found: Any) -> Any:
    with monkeypatch.context() as patch, stubbed(patch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [found]}, ONE_INSTANCE)
        return read(EVENTS)["EnableIAMDatabaseAuthentication"]


def test_what_waits_for_the_maintenance_window_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert state(monkeypatch, Engine="mysql", **{NAME: False}, PendingModifiedValues={NAME: True}) is True
    assert state(monkeypatch, Engine="mysql", **{NAME: True}, PendingModifiedValues={NAME: False}) is False


def test_a_member_of_a_cluster_that_has_it_complies(monkeypatch: pytest.MonkeyPatch) -> None:
    assert state(monkeypatch, Engine="aurora-mysql", DBClusterIdentifier="shop", **{NAME: True}) is True


def test_an_instance_that_cannot_have_it_is_refused_before_anything_is_promised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ValueError, match="in the DB cluster shop: turn it on there"):
        state(monkeypatch, Engine="aurora-mysql", DBClusterIdentifier="shop", **{NAME: False})
    with pytest.raises(ValueError, match="RDS for oracle-ee has no IAM database authentication"):
        state(monkeypatch, Engine="oracle-ee", **{NAME: False})
