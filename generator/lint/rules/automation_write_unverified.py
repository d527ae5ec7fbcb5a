"""Changes by Automation documents that nothing verifies.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.automation_documents import runbooks
from generator.lint.automation_steps import unverified
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9104", "documents", "ssm")
class AutomationWriteUnverified(CloudFormationLintRule):
    """An Automation document looks at what it has changed.

    An API that answers without an error has taken the change; whether the resource is as it has to be, only a look at
    it tells. A document that ends with a write reports Success for a resource that is as non-compliant as before.

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

    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each write after which nothing looks."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for runbook in runbooks(cfn):
        if runbook.document is None:
            continue
        for step in unverified(runbook.document.steps):
            yield (
                runbook.step_path(step.name),
                f"step {step.name}: nothing after it looks at what {step.inputs['Api']} changed; end with"
                " aws:assertAwsResourceProperty, aws:waitForAwsResourceProperty or a script that fails",
            )
