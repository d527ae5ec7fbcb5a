from generator import registry
from generator.blocks.config_control import rule_id
from tests.articles.evaluation import HOME, OTHER, made

NAME = "config-rules-containers"
RULES = {
    "ECS_CONTAINERS_NONPRIVILEGED",
    "ECS_NO_ENVIRONMENT_SECRETS",
    "ECS_SERVICE_ASSIGN_PUBLIC_IP_DISABLED",
    "ECS_TASKSET_ASSIGN_PUBLIC_IP_DISABLED",
    "EKS_CLUSTER_LOGGING_ENABLED",
    "EKS_ENDPOINT_NO_PUBLIC_ACCESS",
}
RUNBOOKS = {"EnableEksControlPlaneLogs"}


def test_every_control_is_a_rule_and_every_runbook_has_a_role_of_its_own() -> None:
    stack = made(NAME)
    assert {*stack.of_type("AWS::Config::ConfigRule")} == {rule_id(registry.controls()[name]) for name in RULES}
    assert {*stack.of_type("AWS::SSM::Document")} == {f"SSMAutomation{name}" for name in RUNBOOKS}
    assert {*stack.of_type("AWS::IAM::Role")} == {f"IAMRoleFor{name}" for name in RUNBOOKS}


def test_elsewhere_the_roles_of_home_are_used() -> None:
    there = made(NAME, region=OTHER, HomeRegion=HOME)
    assert there.of_type("AWS::IAM::Role") == {}
    assert len(there.of_type("AWS::Config::RemediationConfiguration")) == len(RUNBOOKS)


def test_task_definitions_are_searched_for_access_keys() -> None:
    inputs = made(NAME).properties("ConfigEcsNoEnvironmentSecrets")["InputParameters"]
    assert inputs == {"secretKeys": "AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,ECS_ENGINE_AUTH_DATA"}
