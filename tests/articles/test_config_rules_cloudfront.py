from generator.articles.config_rules_cloudfront import CONTROLS
from generator.model import Mode, Scope
from tests.articles.evaluation import made, rendered

NAME = "config-rules-cloudfront"
RULES = {
    "CLOUDFRONT_ASSOCIATED_WITH_WAF",
    "CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
    "CLOUDFRONT_NO_DEPRECATED_SSL_PROTOCOLS",
    "CLOUDFRONT_S3_ORIGIN_ACCESS_CONTROL_ENABLED",
    "CLOUDFRONT_TRAFFIC_TO_ORIGIN_ENCRYPTED",
    "CLOUDFRONT_VIEWER_POLICY_HTTPS",
}


def test_every_control_is_a_rule_and_nothing_else_is_made() -> None:
    stack = made(NAME, region="us-east-1")
    identifiers = {rule["Source"]["SourceIdentifier"] for rule in stack.of_type("AWS::Config::ConfigRule").values()}
    assert identifiers == RULES
    assert len(stack.resources) == len(RULES)


def test_what_is_not_repaired_says_what_to_do_by_hand() -> None:
    for control in CONTROLS:
        assert control.runbook is None
        assert control.mode is Mode.NOTIFY
        assert control.why.en.count(". ") >= 1, control.identifier


def test_the_article_belongs_to_us_east_1_and_makes_nothing_elsewhere() -> None:
    assert rendered(NAME).article.scope is Scope.US_EAST_1
    assert made(NAME, region="eu-west-1").resources == {}
    assert made(NAME, region="cn-north-1").resources == {}
