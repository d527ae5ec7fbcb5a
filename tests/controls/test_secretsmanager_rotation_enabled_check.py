from generator.controls.secretsmanager_rotation_enabled_check import CONTROL
from generator.model import Mode, Scope


def test_the_owner_gives_a_secret_its_rotation_function() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Give the secret a rotation function and a schedule" in CONTROL.why.en


def test_secrets_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
