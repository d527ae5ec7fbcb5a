from typing import Any

import pytest

from generator.controls.rds_instance_copy_tags_to_snapshots_enabled import CONTROL, POLICY, complies, read
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate
from tests.controls.rds_settings import INSTANCE_ID, ONE_INSTANCE, instance_is_changed_by, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL, "VerifyRepair") | {"DbiResourceId": INSTANCE_ID}
INSTANCE = "AWS::RDS::DBInstance"
ITEMS = {
    "copied": (configuration_item(INSTANCE, {"engine": "mysql", "copyTagsToSnapshot": True}), COMPLIANT),
    "of a cluster": (
        configuration_item(
            INSTANCE, {"engine": "aurora-mysql", "copyTagsToSnapshot": False, "dBClusterIdentifier": "shop"}
        ),
        COMPLIANT,
    ),
    "not copied": (configuration_item(INSTANCE, {"engine": "mysql", "copyTagsToSnapshot": False}), NON_COMPLIANT),
    "of no cluster": (
        configuration_item(INSTANCE, {"copyTagsToSnapshot": False, "dBClusterIdentifier": None}),
        NON_COMPLIANT,
    ),
    "without the setting": (configuration_item(INSTANCE, {"engine": "mysql"}), NON_COMPLIANT),
    "deleted": (configuration_item(INSTANCE, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_instances(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result


def test_a_repair_changes_the_copying_of_tags_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    instance_is_changed_by(monkeypatch, CONTROL, {"CopyTagsToSnapshot": True})


@pytest.mark.parametrize(
    ("found", "state", "content"),
    [
        ({"CopyTagsToSnapshot": False}, {"CopyTagsToSnapshot": False}, False),
        ({}, {"CopyTagsToSnapshot": False}, False),
        ({"CopyTagsToSnapshot": True}, {"CopyTagsToSnapshot": True}, True),
        ({"CopyTagsToSnapshot": False, "DBClusterIdentifier": "shop"}, {}, True),
    ],
)
def test_the_runbook_asks_what_the_rule_asks(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Any], state: dict[str, Any], content: bool
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_instances", {"DBInstances": [found]}, ONE_INSTANCE)
        assert read(EVENTS) == state
    assert complies(state, EVENTS) is content
