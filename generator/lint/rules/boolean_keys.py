"""Boolean condition keys that are compared with something else.

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

KEYS = ("aws:MultiFactorAuthPresent", "aws:PrincipalIsAWSService", "aws:SecureTransport", "aws:ViaAWSService")
REMEDIES = {
    "aws:ViaAWSService": "; to name the service, use aws:CalledVia, aws:CalledViaFirst or aws:CalledViaLast",
    "aws:PrincipalIsAWSService": "; to name the service, use aws:PrincipalServiceName",
}


@documented("E9515", "access", "iam")
class BooleanKeys(CloudFormationLintRule):
    """A Boolean condition key is compared with true or false.

    aws:ViaAWSService tells whether a service makes the call for the principal, not which service. Compared with the name of a service
    it never matches: an Allow lets nobody in, and a Deny refuses nobody, or everybody where the comparison is a negative one.

    Example::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: kms:Decrypt
                  Resource: !Sub arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*
                  Condition:
                    StringEquals:
                      aws:ViaAWSService: athena.amazonaws.com

    Use instead::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: kms:Decrypt
                  Resource: !Sub arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*
                  Condition:
                    ForAnyValue:StringEquals:
                      aws:CalledVia: athena.amazonaws.com

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each value."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in statements(template):
        named = statement.condition_keys
        for key in KEYS:
            if key.lower() not in named:
                continue
            for _, path, value in compared_values(statement, key):
                # What a variable stands for, and wildcards, are not judged.
                if value is not None and not {"$", "*", "?"} & set(value) and value.lower() not in ("true", "false"):
                    yield path, f"{key} is true or false and never {value}{REMEDIES.get(key, '')}"
