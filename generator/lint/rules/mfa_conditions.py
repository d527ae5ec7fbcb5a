"""Conditions on multi-factor authentication that long-term access keys pass.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_conditions import compared_values
from generator.lint.policy_statements import statements

KEY = "aws:MultiFactorAuthPresent"
FAULTS = {
    (
        "Allow",
        "BoolIfExists",
        "true",
    ): f"requests with long-term keys have no {KEY}, and IfExists lets them pass; use Bool",
    ("Allow", "Null", "false"): f"this asks whether {KEY} is there, not whether it is true; use Bool with true",
    (
        "Deny",
        "Bool",
        "false",
    ): f"requests with long-term keys have no {KEY}, and Bool does not deny them; use BoolIfExists",
}


@documented("W9514", "access", "iam")
class MfaConditions(CloudFormationLintRule):
    """A condition on multi-factor authentication holds for long-term access keys too.

    A request that is signed with a user's long-term keys does not have aws:MultiFactorAuthPresent at all. In an Allow, BoolIfExists
    takes that for a yes; in a Deny, Bool takes it for a no: either way a stolen key needs no second factor.

    Example::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: iam:DeactivateMFADevice
                  Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*
                  Condition:
                    BoolIfExists:
                      aws:MultiFactorAuthPresent: 'true'

    Use instead::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: iam:DeactivateMFADevice
                  Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*
                  Condition:
                    Bool:
                      aws:MultiFactorAuthPresent: 'true'

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each comparison."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    every = list(statements(template))
    absent = {each.owner.logical_id for each in every if each.effect == "Deny" and _asks(each, "Null", "true")}
    for statement in every:
        # A second Deny where the key is absent closes the gap.
        if statement.effect == "Deny" and statement.owner.logical_id in absent:
            continue
        for operator, path, value in compared_values(statement, KEY):
            fault = FAULTS.get((str(statement.effect), operator, str(value).lower()))
            if fault and not (operator == "Null" and _asks(statement, "Bool", "true")):
                yield path, fault


def _asks(statement: Any, operator: str, value: str) -> bool:
    return any(used == operator and str(given).lower() == value for used, _, given in compared_values(statement, KEY))
