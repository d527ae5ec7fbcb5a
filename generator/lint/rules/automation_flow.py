"""Steps of Automation documents that lead to no step.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("E9104", "documents", "ssm")
class AutomationFlow(CloudFormationLintRule):
    """A step of an Automation document leads to a step that exists.

    nextStep, Default, the NextStep of a choice, onFailure and onCancel name a step of the same document, or for the
    last two Abort or Continue. Systems Manager refuses another name.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    SecurityGroupRuleIds: [sgr-0123456789abcdef0]
                  nextStep: VerifyClose
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
                - name: CloseGroup
                  action: aws:executeAwsApi
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    SecurityGroupRuleIds: [sgr-0123456789abcdef0]
                  nextStep: VerifyClosed
                - name: VerifyClosed
                  action: aws:assertAwsResourceProperty
                  inputs:
                    Service: ec2
                    Api: DescribeSecurityGroups
                    GroupIds: [sg-0123456789abcdef0]
                    PropertySelector: $.SecurityGroups[0].GroupName
                    DesiredValues: [default]

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches((path, f"{fault}; name a step of this document") for path, fault in faults(cfn, "flow"))
