import re
from typing import Any

import pytest

from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, Made, document, made

CREATE = {"WebAcl": "CREATE"}
BALANCER = f"arn:aws:elasticloadbalancing:{HOME}:{ACCOUNT}:loadbalancer/app/web/0123456789abcdef"
# Capacity units: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
UNITS = {
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesSQLiRuleSet": 200,
}


def protection(**given: Any) -> Made:
    return made("web-protection", **given)


def acl(**given: Any) -> dict[str, Any]:
    return protection(**CREATE, **given).properties("WAFv2WebACLForWebProtection")


def test_by_default_it_makes_and_costs_nothing() -> None:
    assert protection().resources == {}


def test_every_rule_counts_until_it_is_told_to_block() -> None:
    limit, *groups = acl()["Rules"]
    assert limit["Action"] == {"Count": {}}
    assert [each["OverrideAction"] for each in groups] == [{"Count": {}}] * 4
    limit, *groups = acl(WebAclMode="BLOCK")["Rules"]
    assert limit["Action"] == {"Block": {}}
    assert [each["OverrideAction"] for each in groups] == [{"None": {}}] * 4
    assert acl(WebAclMode="BLOCK")["DefaultAction"] == {"Allow": {}}


def test_the_rule_groups_of_aws_fit_into_the_base_price() -> None:
    groups = [rule["Statement"]["ManagedRuleGroupStatement"] for rule in acl()["Rules"][1:]]
    assert {each["VendorName"] for each in groups} == {"AWS"}
    assert {each["Name"] for each in groups} == {*UNITS}
    assert sum(UNITS.values()) + 2 <= 1500


def test_one_address_sends_so_many_requests_in_five_minutes() -> None:
    statement = acl(WebAclRateLimit=100)["Rules"][0]["Statement"]["RateBasedStatement"]
    assert statement == {"AggregateKeyType": "IP", "EvaluationWindowSec": 300, "Limit": "100"}
    with pytest.raises(RequestRefused, match="WebAclRateLimit"):
        acl(WebAclRateLimit=9)


def test_rules_are_evaluated_one_after_the_other_and_each_is_seen() -> None:
    rules = acl()["Rules"]
    assert [rule["Priority"] for rule in rules] == [0, 1, 2, 3, 4]
    metrics = [rule["VisibilityConfig"]["MetricName"] for rule in rules]
    assert len({*metrics, acl()["VisibilityConfig"]["MetricName"]}) == 6
    assert all(rule["VisibilityConfig"]["CloudWatchMetricsEnabled"] for rule in rules)


def test_the_log_has_no_credentials_and_a_name_that_aws_waf_takes() -> None:
    stack = protection(**CREATE)
    logging = stack.properties("WAFv2LoggingConfigurationForWebProtection")
    (destination,) = logging["LogDestinationConfigs"]
    assert destination == f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:aws-waf-logs-baseline-web-protection"
    assert stack.properties("CloudWatchLogsGroupForWebProtection")["LogGroupName"] == destination.split(":")[-1]
    assert "CloudWatchLogsGroupForWebProtection" in stack.waits_for("WAFv2LoggingConfigurationForWebProtection")
    redacted = {each["SingleHeader"]["Name"] for each in logging["RedactedFields"]}
    assert redacted == {"authorization", "cookie", "x-api-key"}


def kept(logging: dict[str, Any], action: str) -> bool:
    """Whether a request with this action is logged."""
    chosen = logging.get("LoggingFilter")
    if chosen is None:
        return True
    for each in chosen["Filters"]:
        if {"ActionCondition": {"Action": action}} in each["Conditions"]:
            return bool(each["Behavior"] == "KEEP")
    return bool(chosen["DefaultBehavior"] == "KEEP")


@pytest.mark.parametrize(
    ("log", "blocked", "counted", "allowed"), [("MATCHES", True, True, False), ("ALL", True, True, True)]
)
def test_what_is_logged(log: str, blocked: bool, counted: bool, allowed: bool) -> None:
    logging = protection(WebAclLog=log, **CREATE).properties("WAFv2LoggingConfigurationForWebProtection")
    assert [kept(logging, each) for each in ("BLOCK", "COUNT", "ALLOW")] == [blocked, counted, allowed]


def test_the_log_can_be_left_out_and_encrypted() -> None:
    assert {*protection(WebAclLog="DISABLED", **CREATE).resources} == {"WAFv2WebACLForWebProtection"}
    key = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/1"
    group = protection(WebAclLogKeyArn=key, **CREATE).properties("CloudWatchLogsGroupForWebProtection")
    assert group["KmsKeyId"] == key
    assert "KmsKeyId" not in protection(**CREATE).properties("CloudWatchLogsGroupForWebProtection")


def test_the_web_acl_stands_before_what_the_user_names() -> None:
    assert not protection(**CREATE).of_type("AWS::WAFv2::WebACLAssociation")
    assert protection(WebAclResourceArn=BALANCER).resources == {}
    (found,) = protection(WebAclResourceArn=BALANCER, **CREATE).of_type("AWS::WAFv2::WebACLAssociation").values()
    assert found["ResourceArn"] == BALANCER
    assert found["WebACLArn"].startswith(f"arn:aws:wafv2:{HOME}:{ACCOUNT}:regional/webacl/")


@pytest.mark.parametrize(
    ("arn", "taken"),
    [
        (BALANCER, True),
        ("arn:aws:apigateway:eu-west-1::/restapis/abc123/stages/prod", True),
        ("arn:aws-us-gov:appsync:us-gov-west-1:111122223333:apis/abc", True),
        ("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Abc", True),
        ("arn:aws:cloudfront::111122223333:distribution/E1", False),
        ("arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/web/0123456789abcdef", False),
        ("arn:aws:apigateway:eu-west-1::/restapis/abc123", False),
        ("arn:aws:s3:::bucket", False),
    ],
)
def test_what_can_be_protected(arn: str, taken: bool) -> None:
    pattern = document("web-protection")["Parameters"]["WebAclResourceArn"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, arn)) is taken
