import pytest

from tests.lint.rule_run import places_found_by

KEY = """
Key:
  Type: AWS::KMS::Key
  Properties:
    KeyPolicy:
      Statement:
        - {Effect: Allow, Principal: {Service: logs.amazonaws.com}, Action: 'kms:*', Resource: '*'}
        - %s
"""


@pytest.mark.parametrize(
    "statement",
    [
        "{Effect: Allow, Principal: {AWS: !Ref Role}, Action: 'kms:Describe*', Resource: '*'}",
        "{Effect: Deny, Principal: {AWS: !Ref Role}, Action: 'kms:*', Resource: '*'}",
    ],
)
def test_a_key_that_nobody_administers_is_found(statement: str) -> None:
    ((path, _),) = places_found_by("W9508", KEY % statement)
    assert path == "Resources/Key/Properties/KeyPolicy"


@pytest.mark.parametrize(
    "statement",
    [
        "{Effect: Allow, Principal: {AWS: !Ref Role}, Action: 'kms:Put*', Resource: '*'}",
        "{Effect: Allow, Principal: {AWS: !ImportValue role}, Action: [kms:PutKeyPolicy], Resource: '*'}",
        "{Effect: Allow, Principal: '*', NotAction: kms:Decrypt, Resource: '*', Condition: {StringEquals: {a: b}}}",
        "{Effect: Allow, Principal: {AWS: a}, Action: !Ref Actions, Resource: '*'}",
        "!FindInMap [Statements, A, B]",
    ],
)
def test_someone_who_may_or_might_is_enough(statement: str) -> None:
    assert places_found_by("W9508", KEY % statement) == []


def test_the_default_policy_is_the_accounts() -> None:
    assert places_found_by("W9508", "Key:\n  Type: AWS::KMS::Key\n") == []
