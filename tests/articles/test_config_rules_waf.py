from generator.articles.config_rules_waf import CONTROLS
from generator.model import Mode
from tests.articles.evaluation import made

NAME = "config-rules-waf"
RULES = {"ALB_WAF_ENABLED", "API_GW_ASSOCIATED_WITH_WAF", "WAFV2_LOGGING_ENABLED", "WAFV2_WEBACL_NOT_EMPTY"}


def test_every_control_is_a_rule_and_nothing_else_is_made() -> None:
    stack = made(NAME)
    identifiers = {rule["Source"]["SourceIdentifier"] for rule in stack.of_type("AWS::Config::ConfigRule").values()}
    assert identifiers == RULES
    assert len(stack.resources) == len(RULES)


def test_what_is_not_repaired_says_what_to_do_by_hand() -> None:
    for control in CONTROLS:
        assert control.runbook is None
        assert control.mode is Mode.NOTIFY
        assert control.why.en.count(". ") >= 1, control.identifier
