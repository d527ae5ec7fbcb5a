"""Changes by Automation documents whose failure nobody learns of.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import runbooks
from generator.lint.automation_steps import unverified
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9106", "documents", "ssm")
class AutomationWriteFailureHidden(CloudFormationLintRule):
    """An Automation document does not hide that its change has failed.

    A step with onFailure Continue is not critical unless isCritical says so: when it fails, the run goes on and its
    status is Success. Where the step is the change itself and nothing after it looks at the resource, a repair that
    never works reports that it does.

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
                  onFailure: Continue
                  inputs:
                    Service: ec2
                    Api: RevokeSecurityGroupIngress
                    GroupId: sg-0123456789abcdef0
                    SecurityGroupRuleIds: [sgr-0123456789abcdef0]

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

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each write that may fail unnoticed."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for runbook in runbooks(cfn):
        if runbook.document is None:
            continue
        for step in unverified(runbook.document.steps):
            if step.on_failure == "Continue" and not step.critical:
                yield (
                    runbook.step_path(step.name),
                    f"step {step.name}: onFailure Continue makes the run a Success when {step.inputs['Api']} fails;"
                    " leave it out, set isCritical to true, or verify the change in a later step",
                )
