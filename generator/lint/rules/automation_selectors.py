"""Selectors in Automation documents that find nothing.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-aws-apis-calling.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("E9106", "documents", "ssm")
class AutomationSelectors(CloudFormationLintRule):
    """A selector of an Automation document finds a value in what the API answers.

    Selector and PropertySelector are JSONPaths into the answer of the step's API, or into the Payload of its script. A
    path that the answer cannot have finds nothing: the step fails, or what uses the output does.

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
                    - Name: VpcId
                      Selector: $.SecurityGroups.VpcId
                      Type: String

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
                    - Name: VpcId
                      Selector: $.SecurityGroups[0].VpcId
                      Type: String

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-aws-apis-calling.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches((path, f"{fault}; follow the shape of the answer") for path, fault in faults(cfn, "selector"))
