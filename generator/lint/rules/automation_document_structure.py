"""Automation documents that are not of the schema.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("E9101", "documents", "ssm")
class AutomationDocumentStructure(CloudFormationLintRule):
    """An Automation document has the form of schema 0.3.

    Systems Manager refuses a document of another schema version, with an unknown or missing key, with two steps of one
    name, with an action, operator, type or input that does not exist, or whose text is not in its DocumentFormat: the
    stack fails.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: Wait
                  action: aws:wait
                  inputs:
                    Duration: PT5M

    Use instead::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: Wait
                  action: aws:sleep
                  inputs:
                    Duration: PT5M

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches((path, f"{fault}; write it as schema 0.3 has it") for path, fault in faults(cfn, "structure"))
