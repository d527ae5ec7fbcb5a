"""Automation documents that are too large.

https://docs.aws.amazon.com/general/latest/gr/ssm.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.limits import DOCUMENT_BYTES
from generator.lint.automation_documents import runbooks
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("E9107", "documents", "ssm")
class AutomationDocumentSize(CloudFormationLintRule):
    """An Automation document has at most 64 KB.

    Systems Manager refuses a larger document. What counts is the document as JSON, without the spaces of the template
    and without what only a stack fills in.

    Example::

        Document:
          Type: AWS::SSM::Document
          Properties:
            DocumentType: Automation
            DocumentFormat: YAML
            Content: !Sub
              - |
                schemaVersion: '0.3'
                mainSteps:
                  - name: Wait
                    action: aws:sleep
                    inputs:
                      Duration: PT5M
                    description: ${A}${A}${A}${A}${A}${A}${A}${A}
              - A: !Sub
                  - ${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}${B}
                  - B: !Sub
                      - ${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}${C}
                      - C: Nine words that make four of the sixty-four KB.

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

    Source: https://docs.aws.amazon.com/general/latest/gr/ssm.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each document that is too large."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for runbook in runbooks(cfn):
        if runbook.size > DOCUMENT_BYTES:
            yield (
                runbook.place.path,
                f"the document has {runbook.size} bytes, Systems Manager takes {DOCUMENT_BYTES}; move a part of it into"
                " a document of its own and call that with aws:executeAutomation",
            )
