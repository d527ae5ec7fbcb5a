"""Steps of Automation documents that no run comes to.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import runbooks
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9103", "documents", "ssm")
class AutomationUnreachableSteps(CloudFormationLintRule):
    """Some way through an Automation document leads to each of its steps.

    A step that follows a step with isEnd, or stands between the choices of a branch, and that nothing names never runs.
    Often it is the one that verifies.

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
                  isEnd: true
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
        """One match for each step that no way leads to."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    from generator.automation.flow import reachable

    for runbook in runbooks(cfn):
        if runbook.document is None or any(fault.kind == "flow" for fault in runbook.faults):
            continue
        found = reachable(runbook.document.steps)
        for step in runbook.document.steps:
            if step.name not in found:
                yield (
                    runbook.step_path(step.name),
                    f"step {step.name}: no way through the document leads to it; name it where it has to come, or remove it",
                )
