import pytest

from generator.articles.config_rules_cognito import CONTROLS
from generator.knowledge.config_rules import managed_rule
from generator.knowledge.security_hub_severities import severity
from generator.model import Control, Mode
from tests.articles.evaluation import HOME, made

NAME = "config-rules-cognito"
# https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html
RULES = {
    "Cognito.1": "COGNITO_USER_POOL_ADVANCED_SECURITY_ENABLED",
    "Cognito.2": "COGNITO_IDENTITY_POOL_UNAUTH_ACCESS_CHECK",
    "Cognito.3": "COGNITO_USER_POOL_PASSWORD_POLICY_CHECK",
    "Cognito.4": "COGNITO_USERPOOL_CUST_AUTH_THREAT_FULL_CHECK",
    "Cognito.5": "COGNITO_USER_POOL_MFA_ENABLED",
    "Cognito.6": "COGNITO_USER_POOL_DELETION_PROTECTION_ENABLED",
}


def rules(**given: str) -> set[str]:
    found = made(NAME, **given).of_type("AWS::Config::ConfigRule").values()
    return {rule["Source"]["SourceIdentifier"] for rule in found}


def test_every_control_of_cognito_is_a_rule_and_nothing_else_is_made() -> None:
    assert {control.framework.security_hub: control.identifier for control in CONTROLS} == {
        (each,): identifier for each, identifier in RULES.items()
    }
    assert rules() == {*RULES.values()}
    assert len(made(NAME).resources) == len(RULES)


def test_each_is_of_medium_severity() -> None:
    assert {severity([each]) for each in RULES} == {"MEDIUM"}


def test_what_is_not_repaired_says_what_to_do_by_hand() -> None:
    for control in CONTROLS:
        assert control.runbook is None
        assert control.mode is Mode.NOTIFY
        assert control.why.en.count(". ") >= 1, control.identifier


@pytest.mark.parametrize("control", CONTROLS, ids=[each.identifier for each in CONTROLS])
def test_a_disabled_one_is_left_out_and_the_others_stay(control: Control) -> None:
    assert {*RULES.values()} - rules(**{control.pascal: "DISABLED"}) == {control.identifier}


@pytest.mark.parametrize(
    ("region", "there"),
    [
        # Each Region has other rules: Cape Town lacks one of user pools, Beijing has no user pools at all.
        (HOME, {"Cognito.1", "Cognito.2", "Cognito.3", "Cognito.4", "Cognito.5", "Cognito.6"}),
        ("af-south-1", {"Cognito.2", "Cognito.3", "Cognito.4", "Cognito.5", "Cognito.6"}),
        ("ap-east-2", {"Cognito.1", "Cognito.2", "Cognito.3", "Cognito.4", "Cognito.5"}),
        ("cn-north-1", {"Cognito.2"}),
        ("us-gov-west-1", {"Cognito.2"}),
        ("cn-northwest-1", set()),
    ],
)
def test_a_region_gets_the_rules_that_it_has(region: str, there: set[str]) -> None:
    assert rules(region=region) == {RULES[each] for each in there}
    assert all(managed_rule(RULES[each]).is_available(region) for each in there)
