from generator import registry
from generator.controls.iam_password_policy import DEMANDS
from generator.model import Scope
from tests.articles.evaluation import HOME, OTHER, document, made

NAME, RULE = "password-policy", "ConfigIamPasswordPolicy"
RUNBOOK, ROLE = "SSMAutomationStrengthenPasswordPolicy", "IAMRoleForStrengthenPasswordPolicy"


def test_the_article_s_resources_exist_under_their_names() -> None:
    assert {*document(NAME)["Resources"]} == {RULE, f"{RULE}RemediationConfiguration", RUNBOOK, ROLE}


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
