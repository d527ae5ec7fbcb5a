from generator.controls.secretsmanager_secret_unused import CONTROL
from generator.model import Mode, Scope


def test_a_secret_is_deleted_by_a_person_who_asked_its_owner() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Ask its owner, then delete it with a recovery window" in CONTROL.why.en


def test_secrets_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL


def test_the_rule_is_asked_for_what_the_title_says() -> None:
    assert CONTROL.inputs == {"unusedForDays": "90"}
