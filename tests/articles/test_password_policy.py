from generator import registry
from generator.controls.iam_password_policy import DEMANDS
from generator.model import Scope
from tests.articles.evaluation import HOME, OTHER, besides_notices, made

NAME, RULE = "password-policy", "ConfigIamPasswordPolicy"
RUNBOOK, ROLE = "SSMAutomationStrengthenPasswordPolicy", "IAMRoleForStrengthenPasswordPolicy"


def test_the_article_s_resources_exist_under_their_names() -> None:
    assert {*besides_notices(NAME)} == {RULE, f"{RULE}RemediationConfiguration", RUNBOOK, ROLE}


def test_passwords_expire_where_the_user_asks_for_it_only() -> None:
    passed = made(NAME).properties(f"{RULE}RemediationConfiguration")["Parameters"]
    assert "MaxPasswordAge" not in passed
    stack = made(NAME, MaxPasswordAge="60")
    assert stack.properties(RULE)["InputParameters"] == {**DEMANDS, "MaxPasswordAge": "60"}
    passed = stack.properties(f"{RULE}RemediationConfiguration")["Parameters"]
    assert passed["MaxPasswordAge"] == {"StaticValue": {"Values": ["60"]}}


def test_without_config_passwords_expire_where_the_user_asks_for_it_only_too() -> None:
    association, choice = "SSMAssociationIamPasswordPolicy", {"EnforceIamPasswordPolicy": "AUTOMATIC"}
    assert "MaxPasswordAge" not in made("account-settings", **choice).properties(association)["Parameters"]
    given = made("account-settings", MaxPasswordAge="60", **choice).properties(association)["Parameters"]
    assert given["MaxPasswordAge"] == ["60"]


def test_the_rule_checks_what_the_runbook_sets_in_the_template_too() -> None:
    stack = made(NAME)
    assert stack.properties(RULE)["InputParameters"] == DEMANDS
    steps = stack.properties(RUNBOOK)["Content"]["mainSteps"]
    given = [
        step["inputs"]["InputPayload"]["Demands"]
        for step in steps
        if "Demands" in step["inputs"].get("InputPayload", {})
    ]
    assert len(given) == 5
    assert all(each == DEMANDS for each in given)


def test_an_account_has_one_password_policy_so_the_home_region_has_the_rule() -> None:
    assert registry.articles()[NAME].scope is Scope.HOME
    assert made(NAME, region=OTHER, HomeRegion=HOME).resources == {}
