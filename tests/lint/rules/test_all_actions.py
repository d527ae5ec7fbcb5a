import pytest

from tests.lint.rule_run import places_found_by

POLICY = """
Role:
  Type: AWS::IAM::Role
  Properties:
    Policies:
      - PolicyName: p
        PolicyDocument:
          Statement:
            - {Effect: Allow, Action: %s, Resource: %s}
"""


@pytest.mark.parametrize(("action", "resource"), [("'*'", "'*'"), ("'*'", "arn:aws:s3:::b"), ("'logs:*'", "['*', a]")])
def test_every_action_is_found(action: str, resource: str) -> None:
    ((path, _),) = places_found_by("W9509", POLICY % (action, resource))
    assert path == "Resources/Role/Properties/Policies/0/PolicyDocument/Statement/0/Action"


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("'s3:*'", "!GetAtt Bucket.Arn"),
        ("'s3:Get*'", "'*'"),
        ("!Sub '${Service}:*'", "'*'"),
        ("'s3:*'", "'*', Condition: {StringEquals: {aws:ResourceTag/a: b}}"),
    ],
)
def test_named_actions_resources_and_conditions_are_no_fault(action: str, resource: str) -> None:
    assert places_found_by("W9509", POLICY % (action, resource)) == []


def test_a_ceiling_and_a_key_policy_give_nothing() -> None:
    policy = """
%s:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    PolicyDocument: {Statement: {Effect: Allow, Action: '*', Resource: '*'}}
User:
  Type: AWS::IAM::User
  Properties: {PermissionsBoundary: !Ref Ceiling}
Key:
  Type: AWS::KMS::Key
  Properties:
    KeyPolicy: {Statement: {Effect: Allow, Principal: {AWS: '1'}, Action: 'kms:*', Resource: '*'}}
"""
    assert places_found_by("W9509", policy % "Ceiling") == []
    assert places_found_by("W9509", policy % "DeveloperBoundary") == []
    assert len(places_found_by("W9509", policy % "Developer")) == 1
