import pytest

from generator.controls.rds_automatic_minor_version_upgrade_enabled import CONTROL
from tests.controls.rds_settings import instance_is_changed_by


def test_a_repair_changes_the_upgrades_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    instance_is_changed_by(monkeypatch, CONTROL, {"AutoMinorVersionUpgrade": True})
