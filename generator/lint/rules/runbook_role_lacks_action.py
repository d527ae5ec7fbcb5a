"""Automation documents whose role does not allow what they call.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.runbook_calls import refused
from generator.lint.runbook_roles import grants, runs


@documented("E9201", "access", "iam", "ssm")
class RunbookRoleLacksAction(CloudFormationLintRule):
    """The role of an Automation document allows what the document calls.

    A document with an assumeRole has the permissions of that role only. A call that the role does not allow is denied
    when the document runs. Only calls that are certain count (steps that call an API, clients of boto3 in scripts), and
    only roles whose policies are all in the template; resources and conditions of the policies are not judged.

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

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each call of a step that the role has no action for."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for run in runs(cfn):
        allowed = grants(cfn, run.role)
        if not allowed.known:
            continue
        for found in refused(run.runbook, allowed):
            yield (
                run.runbook.step_path(found.step),
                f"step {found.step} calls {':'.join(found.call)}, and role {run.role.logical_id} does not allow"
                f" {' and '.join(found.actions)}; allow it there",
            )
