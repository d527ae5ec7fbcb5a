import pytest

from tests.lint.rule_run import found_by, places_found_by

TEMPLATE = """
Parameters:
  Name: %s
Resources:
  Topic:
    Type: AWS::SNS::Topic
"""


@pytest.mark.parametrize(
    ("parameter", "place"),
    [
        ("{Type: String, Default: abc1, AllowedPattern: '[a-z]+'}", "Default"),
        ("{Type: Number, Default: many}", "Default"),
        ("{Type: Number, Default: '3', MinValue: '5'}", "Default"),
        ("{Type: String, Default: a, AllowedValues: [a, b1], AllowedPattern: '[a-z]+'}", "AllowedValues/1"),
        ("{Type: CommaDelimitedList, Default: 'a,b1', AllowedPattern: '[a-z]+'}", "Default"),
    ],
)
def test_a_value_that_its_parameter_refuses_is_found(parameter: str, place: str) -> None:
    ((path, _),) = places_found_by("E9702", TEMPLATE % parameter)
    assert path == f"Parameters/Name/{place}"


@pytest.mark.parametrize(
    "parameter",
    [
        "{Type: String, Default: abc, AllowedPattern: '[a-z]+'}",
        "{Type: String, AllowedPattern: '[a-z]+'}",
        "{Type: String, Default: '1', AllowedPattern: '\\p{Alpha}+'}",
        "{Type: String, Default: true, AllowedValues: ['true', 'false']}",
        "{Type: 'List<Number>', Default: ''}",
        "{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b, AllowedPattern: '[a-z]+'}",
        "{Type: 'AWS::EC2::VPC::Id', Default: ''}",
        "7",
    ],
)
def test_what_is_let_in_or_cannot_be_told_is_no_fault(parameter: str) -> None:
    assert found_by("E9702", TEMPLATE % parameter) == []


def test_what_cfn_lint_tells_is_not_told_again() -> None:
    assert found_by("E9702", TEMPLATE % "{Type: String, Default: '', AllowedPattern: '[a-z]+'}") == []
    assert found_by("E9702", TEMPLATE % "{Type: Number, Default: 3, MinValue: 5}") == []
