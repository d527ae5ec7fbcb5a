from cfnlint.decode import decode_str
from cfnlint.template.template import Template

from generator.lint.nodes import resources
from generator.lint.remediations import Remediation, remediations, rule_of

TEMPLATE = """
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: !Sub ${NamePrefix}-versioning
  Repair:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: %s
      TargetId: AWS-Any
      Parameters:
        Kept: {StaticValue: {Values: [a, 1]}}
        Chosen: {StaticValue: {Values: !If [A, [a], [b]]}}
        Resource: {ResourceValue: {Value: RESOURCE_ID}}
        Unknown: {StaticValue: {Values: [!Ref Value]}}
"""


def read(text: str) -> tuple[Template, list[Remediation]]:
    template, faults = decode_str(text)
    assert not faults
    cfn = Template("template.yaml", template, ["us-east-1"])
    return cfn, list(remediations(cfn))


def test_the_rule_is_found_by_reference_and_by_the_text_of_its_name() -> None:
    for name, rule in (
        ("!Ref Rule", "Rule"),
        ("!Sub '${Rule}'", "Rule"),
        ("!Sub '${NamePrefix}-versioning'", "Rule"),
        ("versioning", None),
        ("!Ref NameOfRule", None),
        ("!ImportValue Rule", None),
    ):
        cfn, (remediation,) = read(TEMPLATE % name)
        rules = {each.logical_id: each for each in resources(cfn.template, "AWS::Config::ConfigRule")}
        assert rule_of(remediation, rules) == rule, name


def test_only_values_that_are_always_the_same_are_static() -> None:
    _, (remediation,) = read(TEMPLATE % "!Ref Rule")
    assert [(name, values) for name, _, values in remediation.static_values()] == [("Kept", ["a", 1])]


def test_a_remediation_that_a_function_adds_to_is_passed_over() -> None:
    _, found = read(TEMPLATE % "!Ref Rule" + "        Fn::Transform: {Name: Macro}\n")
    assert found == []
