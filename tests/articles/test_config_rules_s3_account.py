from generator.rehearsal.service_rules.policy_evaluation import as_list
from tests.articles.evaluation import HOME, OTHER, made

NAME, RULE = "config-rules-s3-account", "ConfigS3AccountLevelPublicAccessBlocksPeriodic"
RUNBOOK, ROLE = "SSMAutomationBlockAccountPublicAccess", "IAMRoleForBlockAccountPublicAccess"


def test_rule_runbook_and_role_are_made_at_home_and_nothing_elsewhere() -> None:
    assert {*made(NAME).resources} == {RULE, f"{RULE}RemediationConfiguration", RUNBOOK, ROLE}
    assert {*made(NAME, region=OTHER, HomeRegion=HOME).resources} == set()


def test_the_rule_demands_all_four_settings() -> None:
    inputs = made(NAME).properties(RULE)["InputParameters"]
    assert len(inputs) == 4
    assert {*inputs.values()} == {"True"}


def test_the_role_holds_the_account_s_actions_and_none_of_a_bucket() -> None:
    (policy,) = made(NAME).properties(ROLE)["Policies"]
    actions = {action for each in policy["PolicyDocument"]["Statement"] for action in as_list(each["Action"])}
    assert actions == {"s3:GetAccountPublicAccessBlock", "s3:PutAccountPublicAccessBlock"}
