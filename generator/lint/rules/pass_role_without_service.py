"""Rights to hand over roles to any service.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources, written
from generator.lint.policy_statements import IDENTITY, UNKNOWN_KEY, statements
from generator.lint.transforms import as_written

ACTION: Final = "iam:passrole"
PASSED_TO: Final = "iam:passedtoservice"


@documented("W9202", "access", "iam")
class PassRoleWithoutService(CloudFormationLintRule):
    """A right to pass roles names the service that they are passed to.

    Whoever may pass a role to any service gets what the role may do: in a function, in an instance, in a document. The
    condition iam:PassedToService holds the right to the service it is for. A statement whose resources are roles of the
    same template, or are only known when the stack is made, is not reported.

    Example::

        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: '2012-10-17'
              Statement:
                - Effect: Allow
                  Principal:
                    Service: ssm.amazonaws.com
                  Action: sts:AssumeRole
            Policies:
              - PolicyName: EnableFlowLogs
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - Effect: Allow
                      Action: iam:PassRole
                      Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*

    Use instead::

        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: '2012-10-17'
              Statement:
                - Effect: Allow
                  Principal:
                    Service: ssm.amazonaws.com
                  Action: sts:AssumeRole
            Policies:
              - PolicyName: EnableFlowLogs
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - Effect: Allow
                      Action: iam:PassRole
                      Resource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*
                      Condition:
                        StringEquals:
                          iam:PassedToService: vpc-flow-logs.amazonaws.com

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each statement without the condition."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    roles = [written(each.value) for role in resources(template, "AWS::IAM::Role") for each in role.at("RoleName")]
    for statement in statements(template, IDENTITY):
        named = [place for place, text in statement.texts("Action") if text is not None and text.lower() == ACTION]
        if statement.effect != "Allow" or not named or statement.condition_keys & {PASSED_TO, UNKNOWN_KEY}:
            continue
        for _, text in statement.texts("Resource"):
            if text is not None and _is_for_other_roles(text, [each for each in roles if each]):
                yield (
                    named[0].path,
                    f"{statement.owner.logical_id} may pass {text} to any service; add the condition iam:PassedToService",
                )


def _is_for_other_roles(resource: str, roles: list[str]) -> bool:
    """Whether the text itself names roles, and not one that the template makes."""
    if resource == "*":
        return True
    _, _, name = resource.partition(":role/")
    if not name:
        return False
    return "*" in name or ("${" not in name and name.rpartition("/")[2] not in roles)
