"""Policies that allow every action, or every action of a service on everything.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.boundaries import granting
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9509", "access", "iam")
class AllActions(CloudFormationLintRule):
    """A policy allows actions by name.

    An Allow of every action is an administrator's, and one of every action of a service on every resource is that service's
    administrator's: whoever takes over the function or the instance has both, and all actions that AWS adds. Statements with a condition,
    permissions boundaries, and a service's actions on named resources are passed over.

    Example::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: [dynamodb:*, xray:PutTraceSegments]
                  Resource: '*'

    Use instead::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: [dynamodb:GetItem, dynamodb:PutItem]
                  Resource: !Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders
                - Effect: Allow
                  Action: xray:PutTraceSegments
                  Resource: '*'

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each pattern of actions."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in granting(template):
        everything = any(text == "*" for _, text in statement.texts("Resource"))
        for place, text in statement.texts("Action"):
            if text in ("*", "*:*"):
                yield place.path, "this allows every action of AWS; name those that are needed"
            elif everything and text and text.endswith(":*") and "${" not in text:
                yield (
                    place.path,
                    f"{text} on every resource makes an administrator of it; name the actions that are needed",
                )
