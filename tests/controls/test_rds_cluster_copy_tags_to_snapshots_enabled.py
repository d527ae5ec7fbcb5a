from typing import Any

import pytest

from generator.controls.rds_cluster_copy_tags_to_snapshots_enabled import CONTROL, POLICY, complies, read
from tests.controls.guard_evaluation import COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, configuration_item, evaluate
from tests.controls.rds_settings import CLUSTER_ID, ONE_CLUSTER, cluster_is_changed_by, payload
from tests.controls.stubbed_client import stubbed

EVENTS = payload(CONTROL, "VerifyRepair") | {"DbClusterResourceId": CLUSTER_ID}
CLUSTER = "AWS::RDS::DBCluster"
ITEMS = {
    "copied": (
        configuration_item(CLUSTER, {"engine": "aurora-postgresql", "copyTagsToSnapshot": True}),
        COMPLIANT,
    ),
    "not copied": (
        configuration_item(CLUSTER, {"engine": "aurora-mysql", "copyTagsToSnapshot": False}),
        NON_COMPLIANT,
    ),
    "the first Aurora": (configuration_item(CLUSTER, {"engine": "aurora", "copyTagsToSnapshot": None}), NON_COMPLIANT),
    "without the setting": (configuration_item(CLUSTER, {"engine": "aurora-mysql"}), NON_COMPLIANT),
    "of MySQL": (configuration_item(CLUSTER, {"engine": "mysql", "copyTagsToSnapshot": False}), NOT_APPLICABLE),
    "of DocumentDB": (configuration_item(CLUSTER, {"engine": "docdb"}), NOT_APPLICABLE),
    "without an engine": (configuration_item(CLUSTER, {"copyTagsToSnapshot": False}), NOT_APPLICABLE),
    "deleted": (configuration_item(CLUSTER, None), NOT_APPLICABLE),
}


@pytest.mark.parametrize("name", ITEMS)
def test_config_judges_clusters(name: str) -> None:
    item, result = ITEMS[name]
    assert evaluate(POLICY, item) == result


def test_a_repair_changes_the_copying_of_tags_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster_is_changed_by(monkeypatch, CONTROL, {"CopyTagsToSnapshot": True})


@pytest.mark.parametrize(
    ("found", "state", "content"),
    [
        ({"Engine": "aurora-mysql", "CopyTagsToSnapshot": False}, {"CopyTagsToSnapshot": False}, False),
        ({"Engine": "aurora-mysql"}, {"CopyTagsToSnapshot": False}, False),
        ({"Engine": "aurora-postgresql", "CopyTagsToSnapshot": True}, {"CopyTagsToSnapshot": True}, True),
        ({"Engine": "docdb"}, {}, True),
    ],
)
def test_the_runbook_asks_what_the_rule_asks(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Any], state: dict[str, Any], content: bool
) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_clusters", {"DBClusters": [found]}, ONE_CLUSTER)
        assert read(EVENTS) == state
    assert complies(state, EVENTS) is content
