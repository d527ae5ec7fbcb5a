from generator import registry
from generator.articles.config_rules_endpoints import CONTROLS
from generator.blocks.config_control import rule_id
from generator.model import Mode
from tests.articles.evaluation import made

NAME = "config-rules-endpoints"
RULES = {"API_GW_EXECUTION_LOGGING_ENABLED", "SERVICE_VPC_ENDPOINT_ENABLED", "VPC_ENDPOINT_POLICY_NOT_OPEN"}


def test_every_control_is_a_rule_and_nothing_else_is_made() -> None:
    stack = made(NAME)
    assert {*stack.of_type("AWS::Config::ConfigRule")} == {rule_id(registry.controls()[name]) for name in RULES}
    assert len(stack.resources) == len(RULES)


def test_what_is_not_repaired_says_what_to_do_by_hand() -> None:
    for control in CONTROLS:
        assert control.runbook is None
        assert control.mode is Mode.NOTIFY
        assert control.why.en.count(". ") >= 1, control.identifier


def test_the_endpoint_that_is_looked_for_is_ec2_s() -> None:
    assert made(NAME).properties("ConfigServiceVpcEndpointEnabled")["InputParameters"] == {"serviceName": "ec2"}
