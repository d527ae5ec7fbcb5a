import pytest

from generator.controls.rds_snapshots_public_prohibited import complies, share
from tests.controls.stubbed_client import stubbed

EVENTS = {"SnapshotId": "weekly"}
NAMED = {"DBSnapshotIdentifier": "weekly"}


def test_one_public_kind_is_enough_to_violate() -> None:
    assert complies({"DBSnapshot": False, "DBClusterSnapshot": False}, EVENTS)
    assert not complies({"DBSnapshot": False, "DBClusterSnapshot": True}, EVENTS)


def test_only_the_grant_to_all_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    attribute = {"AttributeName": "restore", "AttributeValues": ["111122223333", "all"]}
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_response("describe_db_snapshots", {"DBSnapshots": [{}]}, NAMED)
        rds.add_client_error("describe_db_cluster_snapshots", "DBClusterSnapshotNotFoundFault")
        answer = {"DBSnapshotAttributesResult": {"DBSnapshotAttributes": [attribute]}}
        rds.add_response("describe_db_snapshot_attributes", answer, NAMED)
        taken = {**NAMED, "AttributeName": "restore", "ValuesToRemove": ["all"]}
        rds.add_response("modify_db_snapshot_attribute", {}, taken)
        share(EVENTS, None)


def test_a_denied_call_is_not_taken_for_a_missing_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    with stubbed(monkeypatch, "rds") as rds:
        rds.add_client_error("describe_db_snapshots", "AccessDenied")
        with pytest.raises(Exception, match="AccessDenied"):
            share(EVENTS, None)
