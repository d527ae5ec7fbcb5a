import pytest

from generator.controls.rds_cluster_deletion_protection_enabled import CONTROL
from tests.controls.rds_settings import cluster_is_changed_by


def test_a_repair_changes_the_protection_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster_is_changed_by(monkeypatch, CONTROL, {"DeletionProtection": True})
