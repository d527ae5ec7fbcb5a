from generator.controls.cognito_user_pool_password_policy_check import CONTROL
from generator.knowledge.config_rules import managed_rule
from generator.model import Mode, Scope


def test_the_password_policy_is_set_by_hand() -> None:
    assert CONTROL.mode is Mode.NOTIFY
    assert CONTROL.runbook is None
    assert "Let the password policy of the pool demand upper and lower case, a digit and a symbol" in CONTROL.why.en


def test_the_rule_is_asked_for_what_the_words_say_and_for_every_kind_of_character() -> None:
    assert CONTROL.inputs == {"minLength": "8", "temporaryPasswordValidity": "7"}
    assert "8 characters" in CONTROL.title.en and "within 7 days" in CONTROL.why.en
    left = {
        each.name: each.default
        for each in managed_rule(CONTROL.identifier).parameters
        if each.name not in CONTROL.inputs
    }
    assert left == {f"require{kind}": "True" for kind in ("Lowercase", "Numbers", "Symbols", "Uppercase")}


def test_user_pools_are_regional() -> None:
    assert CONTROL.scope is Scope.REGIONAL
