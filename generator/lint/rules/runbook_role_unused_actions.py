"""Roles of Automation documents that may do what no document does.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path
from generator.lint.policy_statements import IDENTITY, statements_of
from generator.lint.runbook_calls import is_unused, used_actions
from generator.lint.runbook_roles import is_for_documents_only, runs


@documented("W9201", "access", "iam", "ssm")
class RunbookRoleUnusedActions(CloudFormationLintRule):
    """The role of an Automation document allows no more than the document calls.

    An action that the role allows and that none of its documents calls is a right for nobody but an intruder, or the
    rest of a change that was not finished. Judged where every call of every document with this role is told by the
    template, and nothing else uses the role.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              assumeRole: !GetAtt Role.Arn
              mainSteps:
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    SecurityGroupRuleIds: [sgr-0123456789abcdef0]
                - name: VerifyClosed
                  action: aws:assertAwsResourceProperty
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                    PropertySelector: $.SecurityGroups[0].GroupName
                    DesiredValues: [default]
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
              - PolicyName: CloseGroup
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - Effect: Allow
                      Action:
                        - ec2:DescribeSecurityGroups
                        - ec2:TerminateInstances
                        - ec2:RevokeSecurityGroupIngress
                      Resource: '*'

    Use instead::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              assumeRole: !GetAtt Role.Arn
              mainSteps:
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    SecurityGroupRuleIds: [sgr-0123456789abcdef0]
                - name: VerifyClosed
                  action: aws:assertAwsResourceProperty
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                    PropertySelector: $.SecurityGroups[0].GroupName
                    DesiredValues: [default]
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
              - PolicyName: CloseGroup
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                    - Effect: Allow
                      Action:
                        - ec2:DescribeSecurityGroups
                        - ec2:RevokeSecurityGroupIngress
                      Resource: '*'

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each action that no document calls."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    found = runs(cfn)
    for role in {run.role.logical_id: run.role for run in found}.values():
        books = [run.runbook for run in found if run.role.logical_id == role.logical_id]
        unused = list(_unused(role, used_actions(books)))
        if unused and is_for_documents_only(cfn, role, books):
            names = ", ".join(dict.fromkeys(book.resource.logical_id for book in books))
            for path, action in unused:
                yield path, f"{names} never calls what {action} allows; take it out of role {role.logical_id}"


def _unused(role: Declared, used: frozenset[str] | None) -> Iterator[tuple[Path, str]]:
    for statement in statements_of(role, IDENTITY) if used is not None else ():
        for place, text in statement.texts("Action") if statement.effect == "Allow" else ():
            if used is not None and text is not None and is_unused(text, used):
                yield place.path, text
