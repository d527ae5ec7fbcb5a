from tests.articles.evaluation import HOME, OTHER, made

NAME = "config-rules-autoscaling"
RULES = {"AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED"}
RUNBOOKS = {"UseLoadBalancerHealthChecks"}


def test_every_control_is_a_rule_and_every_runbook_has_a_role_of_its_own() -> None:
    stack = made(NAME)
    identifiers = {rule["Source"]["SourceIdentifier"] for rule in stack.of_type("AWS::Config::ConfigRule").values()}
    assert identifiers == RULES
    assert {*stack.of_type("AWS::SSM::Document")} == {f"SSMAutomation{name}" for name in RUNBOOKS}
    assert {*stack.of_type("AWS::IAM::Role")} == {f"IAMRoleFor{name}" for name in RUNBOOKS}


def test_elsewhere_the_roles_of_home_are_used() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::Config::RemediationConfiguration")) == len(RUNBOOKS)
