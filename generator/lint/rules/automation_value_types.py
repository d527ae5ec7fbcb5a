"""Values in Automation documents that are not of the type that is wanted.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("W9101", "documents", "ssm")
class AutomationValueTypes(CloudFormationLintRule):
    """A value in an Automation document has the type that it is used as.

    A text where the API takes a list, a value that is not in its enumeration, an output whose Type is not what its
    Selector finds, or a comparison of another type fails when the document runs, or is never true. What Automation may
    convert is not reported.

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
                      Selector: $.SecurityGroups[0].VpcId
                      Type: StringList

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

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches((path, f"{fault}; bring both to one type") for path, fault in faults(cfn, "type"))
