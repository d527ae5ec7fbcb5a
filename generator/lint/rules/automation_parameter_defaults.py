"""Defaults of Automation documents that their parameters refuse.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("W9102", "documents", "ssm")
class AutomationParameterDefaults(CloudFormationLintRule):
    """The default of a parameter of an Automation document is a value that it allows.

    A default that is not of the type, not among the allowedValues or not of the allowedPattern makes every run fail
    that does not give the parameter.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              parameters:
                Mode:
                  type: String
                  default: Report
                  allowedValues: [REPORT, REPAIR]
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

    Use instead::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              parameters:
                Mode:
                  type: String
                  default: REPORT
                  allowedValues: [REPORT, REPAIR]
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

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches(
            (path, f"{fault}; change the default or the definition") for path, fault in faults(cfn, "default")
        )
