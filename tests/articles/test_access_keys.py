from generator import registry
from generator.model import Scope
from tests.articles.evaluation import HOME, OTHER, besides_notices, made

NAME = "access-keys"
RUNBOOKS = {
    "AccessKeysRotated": "DeactivateOldAccessKeys",
    "IamUserUnusedCredentialsCheck": "DeactivateUnusedAccessKeys",
}


def test_the_article_s_resources_exist_under_their_names() -> None:
    wanted = {"ConfigIamRootAccessKeyCheck"}
    for rule, runbook in RUNBOOKS.items():
        wanted |= {f"Config{rule}", f"Config{rule}RemediationConfiguration"}
        wanted |= {f"SSMAutomation{runbook}", f"IAMRoleFor{runbook}"}
    assert {*besides_notices(NAME)} == wanted


def test_the_rules_ask_for_90_days_of_age_and_45_of_disuse() -> None:
    stack = made(NAME)
    assert stack.properties("ConfigAccessKeysRotated")["InputParameters"] == {"maxAccessKeyAge": "90"}
    unused = stack.properties("ConfigIamUserUnusedCredentialsCheck")["InputParameters"]
    assert unused == {"maxCredentialUsageAge": "45"}


def test_the_tag_of_exempt_users_reaches_both_runbooks() -> None:
    stack = made(NAME, ExemptionTagKey="break-glass")
    for rule in RUNBOOKS:
        parameters = stack.properties(f"Config{rule}RemediationConfiguration")["Parameters"]
        assert parameters["ExemptionTagKey"] == {"StaticValue": {"Values": ["break-glass"]}}
        assert parameters["UserId"] == {"ResourceValue": {"Value": "RESOURCE_ID"}}


def test_users_are_global_so_the_home_region_has_the_rules() -> None:
    assert registry.articles()[NAME].scope is Scope.HOME
    assert made(NAME, region=OTHER, HomeRegion=HOME).resources == {}
