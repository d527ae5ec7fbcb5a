"""Lists that an Automation document hands to a write unseen.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import runbooks
from generator.lint.automation_lists import possible_empty_lists
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9105", "documents", "ssm")
class AutomationWriteEmptyList(CloudFormationLintRule):
    """An Automation document does not hand an empty list to a write.

    A list that a step has read may be empty: the group has no rules, the work is done already. Calls such as
    RevokeSecurityGroupIngress refuse an empty list, and the run fails where there was nothing to do. A branch before
    the write tells the cases apart.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: DescribeGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                  outputs:
                    - Name: Rules
                      Selector: $.SecurityGroups[0].IpPermissions
                      Type: MapList
                    - Name: Name
                      Selector: $.SecurityGroups[0].GroupName
                      Type: String
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    IpPermissions: '{{ DescribeGroup.Rules }}'
                - name: VerifyClosed
                  action: aws:assertAwsResourceProperty
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                    PropertySelector: $.SecurityGroups[0].GroupName
                    DesiredValues: [default]

    Use instead::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: DescribeGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                  outputs:
                    - Name: Rules
                      Selector: $.SecurityGroups[0].IpPermissions
                      Type: MapList
                    - Name: Name
                      Selector: $.SecurityGroups[0].GroupName
                      Type: String
                - name: Plan
                  action: aws:executeScript
                  inputs:
                    Runtime: python3.11
                    Handler: plan
                    InputPayload:
                      Rules: '{{ DescribeGroup.Rules }}'
                    Script: |
                      def plan(events, context):
                          return {"HasRules": bool(events["Rules"])}
                  outputs:
                    - Name: HasRules
                      Selector: $.Payload.HasRules
                      Type: Boolean
                - name: ChooseWay
                  action: aws:branch
                  inputs:
                    Choices:
                      - Variable: '{{ Plan.HasRules }}'
                        BooleanEquals: true
                        NextStep: CloseGroup
                  isEnd: true
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    IpPermissions: '{{ DescribeGroup.Rules }}'
                - name: VerifyClosed
                  action: aws:assertAwsResourceProperty
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                    PropertySelector: $.SecurityGroups[0].GroupName
                    DesiredValues: [default]

    Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each write that takes a list which nothing has looked at."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for runbook in runbooks(cfn):
        if runbook.document is None:
            continue
        for found in possible_empty_lists(runbook.document):
            yield (
                runbook.step_path(found.step),
                f"step {found.step}: {found.member} is {{{{ {found.reference} }}}}, which may be an empty list; put an"
                " aws:branch before it that goes round the step then",
            )
