import pytest

from tests.lint.rule_run import places_found_by

POLICY = """
Policy:
  Type: AWS::IAM::Policy
  Properties:
    PolicyDocument:
      Statement:
        - {Effect: %s, Action: 'iam:*', Resource: '*', Condition: %s}
"""
FAULTS = [
    ("Allow", "{BoolIfExists: {aws:MultiFactorAuthPresent: true}}"),
    ("Allow", "{BoolIfExists: {aws:multifactorauthpresent: ['True']}}"),
    ("Allow", "{'Null': {aws:MultiFactorAuthPresent: 'false'}}"),
    ("Deny", "{Bool: {aws:MultiFactorAuthPresent: 'false', aws:ViaAWSService: 'false'}}"),
]
RIGHT = [
    ("Allow", "{Bool: {aws:MultiFactorAuthPresent: 'true'}}"),
    ("Allow", "{Bool: {aws:MultiFactorAuthPresent: 'true'}, 'Null': {aws:MultiFactorAuthPresent: 'false'}}"),
    ("Deny", "{BoolIfExists: {aws:MultiFactorAuthPresent: 'false'}}"),
    ("Deny", "{NumericGreaterThanIfExists: {aws:MultiFactorAuthAge: '3600'}}"),
    ("Allow", "{BoolIfExists: {aws:MultiFactorAuthPresent: !Ref Asked}}"),
    ("Allow", "{BoolIfExists: {aws:ViaAWSService: 'true'}}"),
    ("Allow", "!Ref Condition"),
]


@pytest.mark.parametrize(("effect", "condition"), FAULTS)
def test_a_condition_that_long_term_keys_pass_is_found(effect: str, condition: str) -> None:
    ((path, _),) = places_found_by("W9514", POLICY % (effect, condition))
    assert path.lower().split("/0")[1].endswith("/aws:multifactorauthpresent")


@pytest.mark.parametrize(("effect", "condition"), RIGHT)
def test_a_condition_that_they_do_not_pass_is_no_fault(effect: str, condition: str) -> None:
    assert places_found_by("W9514", POLICY % (effect, condition)) == []


def test_a_second_deny_for_the_absent_key_closes_the_gap() -> None:
    absent = "{Effect: Deny, Action: '*', Resource: '*', Condition: {'Null': {aws:MultiFactorAuthPresent: true}}}"
    assert places_found_by("W9514", POLICY % FAULTS[3] + f"        - {absent}\n") == []


def test_a_trust_policy_is_read_too() -> None:
    role = """
Role:
  Type: AWS::IAM::Role
  Properties:
    AssumeRolePolicyDocument:
      Statement:
        - Effect: Allow
          Principal: {AWS: '111122223333'}
          Action: sts:AssumeRole
          Condition: {BoolIfExists: {aws:MultiFactorAuthPresent: 'true'}}
"""
    assert len(places_found_by("W9514", role)) == 1
