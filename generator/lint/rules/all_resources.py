"""Policies that allow on every resource what can be held to some.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.boundaries import granting
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.policy_statements import Statement
from generator.lint.resource_levels import held_to_resources

SHOWN = 3


@documented("W9510", "access", "iam")
class AllResources(CloudFormationLintRule):
    """A statement names the resources where its actions know any.

    Resource "*" is needed for actions that AWS checks on no resource. Where every action of a statement is checked on one, "*" only
    gives away the rest of the account: name the resource, or at least its type, Region and account. A statement with a
    condition that narrows it is passed over, and so is one with an action that the authorization reference does not list.

    Example::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: dynamodb:PutItem
                  Resource: '*'

    Use instead::

        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - Effect: Allow
                  Action: dynamodb:PutItem
                  Resource: !Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each statement."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for statement in granting(template):
        everything = [place for place, text in statement.texts("Resource") if text == "*"]
        actions = _actions(statement) if everything else []
        if actions and all(held_to_resources(each) for each in actions):
            shown = ", ".join(actions[:SHOWN]) + (", ..." if len(actions) > SHOWN else "")
            yield everything[0].path, f"{shown} can be held to resources; name them, or their type in this account"


def _actions(statement: Statement) -> list[str]:
    """The actions of a statement; none where one is not known, or all of a service are meant."""
    texts = [text for _, text in statement.texts("Action")]
    known = [text for text in texts if text is not None and ":" in text and "${" not in text]
    return known if len(known) == len(texts) and not any(text.endswith(":*") for text in known) else []
