import pytest

from generator.controls.rds_mysql_cluster_copy_tags_to_snapshot_check import CONTROL
from tests.controls.rds_settings import cluster_is_changed_by


def test_a_repair_changes_the_copying_of_tags_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster_is_changed_by(monkeypatch, CONTROL, {"CopyTagsToSnapshot": True})
