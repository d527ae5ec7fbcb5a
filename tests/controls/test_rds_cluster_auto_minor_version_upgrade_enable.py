import pytest

from generator.controls.rds_cluster_auto_minor_version_upgrade_enable import CONTROL
from tests.controls.rds_settings import cluster_is_changed_by


def test_a_repair_changes_the_upgrades_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster_is_changed_by(monkeypatch, CONTROL, {"AutoMinorVersionUpgrade": True})
