"""Scripts in Automation documents that cannot run.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import faults
from generator.lint.documented import documented
from generator.lint.matches import matches


@documented("E9105", "documents", "ssm")
class AutomationScript(CloudFormationLintRule):
    """A script of an Automation document compiles and defines its handler.

    A script is not looked at when a document is made. One that its Runtime cannot compile, or whose Handler it does not
    define as a function of events and context, fails at every run.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: Plan
                  action: aws:executeScript
                  inputs:
                    Runtime: python3.11
                    Handler: plan
                    Script: |
                      def plans(events, context):
                          return {"Outcome": "UNCHANGED"}

    Use instead::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            Content:
              schemaVersion: '0.3'
              mainSteps:
                - name: Plan
                  action: aws:executeScript
                  inputs:
                    Runtime: python3.11
                    Handler: plan
                    Script: |
                      def plan(events, context):
                          return {"Outcome": "UNCHANGED"}

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault at its step."""
        return matches((path, f"{fault}; every run of the step would fail") for path, fault in faults(cfn, "script"))
