import pytest

from generator.controls.rds_instance_public_access_check import CONTROL
from tests.controls.rds_settings import instance_is_changed_by


def test_a_repair_changes_the_public_address_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    instance_is_changed_by(monkeypatch, CONTROL, {"PubliclyAccessible": False})
