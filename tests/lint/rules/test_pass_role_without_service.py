import pytest

from tests.lint.rule_run import found_by, places_found_by

RULE = "W9202"
POLICY = """
Parameters:
  Given: {Type: String}
Conditions:
  Strict: !Equals [!Ref Given, x]
Resources:
  Passed:
    Type: AWS::IAM::Role
    Properties: {RoleName: logs, AssumeRolePolicyDocument: {}}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: [ec2:CreateFlowLogs, iam:passrole]
          Resource: RESOURCE
"""
CONDITION = "          Condition: {StringEquals: {'iam:PassedToService': vpc-flow-logs.amazonaws.com}}\n"


@pytest.mark.parametrize(
    "resource", ["'*'", "!Sub 'arn:aws:iam::${AWS::AccountId}:role/*'", "arn:aws:iam::111122223333:role/x"]
)
def test_a_right_to_pass_roles_to_any_service_is_found(resource: str) -> None:
    ((path, _),) = places_found_by(RULE, POLICY.replace("RESOURCE", resource))
    assert path.endswith("Action/1")


@pytest.mark.parametrize(
    "resource",
    [
        "!GetAtt Passed.Arn",
        "!Ref Given",
        "!Sub 'arn:aws:iam::${AWS::AccountId}:role/${Given}'",
        "arn:aws:iam::1:role/logs",
    ],
)
def test_a_role_of_the_template_or_of_the_stack_is_no_fault(resource: str) -> None:
    assert found_by(RULE, POLICY.replace("RESOURCE", resource)) == []


def test_the_condition_is_enough_and_counts_where_it_may_be() -> None:
    text = POLICY.replace("RESOURCE", "'*'")
    assert found_by(RULE, text + CONDITION) == []
    assert found_by(RULE, text + "          Condition: !If [Strict, {Bool: {x: y}}, !Ref Given]\n") == []
    assert found_by(RULE, text.replace("Effect: Allow", "Effect: Deny")) == []
