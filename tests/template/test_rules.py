from typing import Any

import pytest

from generator.template.errors import RequestRefused
from generator.template.functions import Scope
from generator.template.rules import check_rules

VALUES = {"Mode": "EXISTING", "Bucket": "", "Ports": ["22", "3389"], "AWS::Region": "us-east-1"}
SCOPE = Scope(VALUES, {}, {}, str, lambda name, _: name, str, lambda _: [])
HAS_BUCKET = {"Fn::Not": [{"Fn::Equals": [{"Ref": "Bucket"}, ""]}]}


def rule(assertion: Any, condition: Any = None) -> dict[str, Any]:
    body: dict[str, Any] = {"Assertions": [{"Assert": assertion, "AssertDescription": "Give a bucket."}]}
    return {"BucketIsGiven": body if condition is None else {**body, "RuleCondition": condition}}


def test_a_false_assertion_refuses_the_stack_with_its_description() -> None:
    with pytest.raises(RequestRefused, match=r"BucketIsGiven failed: Give a bucket\."):
        check_rules(rule(HAS_BUCKET, {"Fn::Equals": [{"Ref": "Mode"}, "EXISTING"]}), SCOPE)


def test_a_rule_whose_condition_is_false_is_not_asked() -> None:
    check_rules(rule(HAS_BUCKET, {"Fn::Equals": [{"Ref": "Mode"}, "CREATE"]}), SCOPE)


@pytest.mark.parametrize(
    ("assertion", "holds"),
    [
        ({"Fn::Contains": [["EXISTING", "CREATE"], {"Ref": "Mode"}]}, True),
        ({"Fn::Contains": [["CREATE"], {"Ref": "Mode"}]}, False),
        ({"Fn::EachMemberIn": [{"Ref": "Ports"}, ["22", "3389", "80"]]}, True),
        ({"Fn::EachMemberIn": [{"Ref": "Ports"}, ["22"]]}, False),
        ({"Fn::EachMemberEquals": [["a", "a"], "a"]}, True),
        ({"Fn::EachMemberEquals": [{"Ref": "Ports"}, "22"]}, False),
        ({"Fn::Or": [HAS_BUCKET, {"Fn::Contains": [["us-east-1"], {"Ref": "AWS::Region"}]}]}, True),
        ({"Fn::And": [HAS_BUCKET, {"Fn::Equals": ["a", "a"]}]}, False),
    ],
)
def test_the_functions_of_rules_decide(assertion: Any, holds: bool) -> None:
    if holds:
        check_rules(rule(assertion), SCOPE)
        return
    with pytest.raises(RequestRefused, match="BucketIsGiven failed"):
        check_rules(rule(assertion), SCOPE)


@pytest.mark.parametrize("assertion", [{"Fn::RefAll": "AWS::EC2::VPC::Id"}, {"Fn::GetAtt": ["A", "B"]}, "text"])
def test_what_rules_do_not_know_is_refused(assertion: Any) -> None:
    with pytest.raises(RequestRefused, match="BucketIsGiven"):
        check_rules(rule(assertion), SCOPE)


def test_a_rule_without_assertions_is_refused() -> None:
    with pytest.raises(RequestRefused, match="needs Assertions"):
        check_rules({"Empty": {"RuleCondition": {"Fn::Equals": [1, 1]}}}, SCOPE)
