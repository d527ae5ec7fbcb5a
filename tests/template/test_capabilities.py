import json
from typing import Any

import pytest

from generator.template.capabilities import check_capabilities, needed_capabilities
from generator.template.errors import RequestRefused
from generator.template.template import Template, load


def template(**resource: Any) -> Template:
    return load(json.dumps({"Conditions": {"C": {"Fn::Equals": [1, 2]}}, "Resources": {"Sample": resource}}))


@pytest.mark.parametrize(
    ("resource", "needed"),
    [
        ({"Type": "AWS::SNS::Topic"}, ()),
        ({"Type": "AWS::IAM::ServiceLinkedRole"}, ()),
        ({"Type": "AWS::IAM::Role"}, ("CAPABILITY_IAM",)),
        ({"Type": "AWS::IAM::Role", "Condition": "C"}, ("CAPABILITY_IAM",)),
        ({"Type": "AWS::IAM::Role", "Properties": {"RoleName": "a"}}, ("CAPABILITY_NAMED_IAM",)),
        ({"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "a"}}, ("CAPABILITY_IAM",)),
        ({"Type": "AWS::IAM::ManagedPolicy", "Properties": {"ManagedPolicyName": "a"}}, ("CAPABILITY_NAMED_IAM",)),
    ],
)
def test_iam_resources_need_a_capability(resource: dict[str, Any], needed: tuple[str, ...]) -> None:
    assert needed_capabilities(template(**resource)) == needed
    check_capabilities(template(**resource), ["CAPABILITY_NAMED_IAM"])


def test_a_missing_capability_is_refused_and_named() -> None:
    named = template(Type="AWS::IAM::Role", Properties={"RoleName": "a"})
    with pytest.raises(RequestRefused, match=r"Requires capabilities : \[CAPABILITY_NAMED_IAM\]") as refused:
        check_capabilities(named, ["CAPABILITY_IAM"])
    assert refused.value.code == "InsufficientCapabilitiesException"


def test_an_unknown_capability_is_refused() -> None:
    with pytest.raises(RequestRefused, match="CAPABILITY_AMI"):
        check_capabilities(template(Type="AWS::SNS::Topic"), ["CAPABILITY_AMI"])
