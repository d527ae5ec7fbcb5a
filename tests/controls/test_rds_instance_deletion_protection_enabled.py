from typing import Any

import pytest

from generator.controls.rds_instance_deletion_protection_enabled import CONTROL, complies, read
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, instance_is_changed_by, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL, "VerifyRepair") | {"DbiResourceId": INSTANCE_ID}


def test_a_repair_changes_the_protection_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    instance_is_changed_by(monkeypatch, CONTROL, {"DeletionProtection": True})


@pytest.mark.parametrize(
    ("engine", "state", "content"),
    [
        ("postgres", {"DeletionProtection": False}, False),
        ("sqlserver-ee", {"DeletionProtection": False}, False),
        ("aurora-postgresql", {}, True),
        ("neptune", {}, True),
        ("docdb", {}, True),
    ],
)
def test_the_runbook_asks_for_the_engines_that_the_rule_asks_for(
    monkeypatch: pytest.MonkeyPatch, engine: str, state: dict[str, Any], content: bool
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        found = {"DBInstances": [{"Engine": engine, "DeletionProtection": False}]}
        rds.add_response("describe_db_instances", found, ONE_INSTANCE)
        assert read(EVENTS) == state
    assert complies(state, EVENTS) is content
    assert (engine in CONTROL.inputs["databaseEngines"].split(",")) is not content


def test_rule_and_runbook_have_one_list_of_engines() -> None:
    assert EVENTS["Engines"] == CONTROL.inputs["databaseEngines"]
