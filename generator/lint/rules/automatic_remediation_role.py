"""Automatic remediations without the role that the runbook assumes.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.remediations import remediations


@documented("E9307", "resources", "config", "remediation")
class AutomaticRemediationRole(CloudFormationLintRule):
    """An automatic remediation hands its runbook a role by the name AutomationAssumeRole.

    Nobody is there whose permissions the runbook could take: AWS Config needs a role for an automatic remediation, and accepts
    it only as the parameter AutomationAssumeRole. A manual one may call it otherwise or do without.

    Example::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: AWS-ConfigureS3BucketVersioning
            Automatic: true
            MaximumAutomaticAttempts: 3
            RetryAttemptSeconds: 60
            Parameters:
              BucketName:
                ResourceValue:
                  Value: RESOURCE_ID

    Use instead::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: AWS-ConfigureS3BucketVersioning
            Automatic: true
            MaximumAutomaticAttempts: 3
            RetryAttemptSeconds: 60
            Parameters:
              AutomationAssumeRole:
                StaticValue:
                  Values: [!ImportValue RepairRoleArn]
              BucketName:
                ResourceValue:
                  Value: RESOURCE_ID

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each automatic remediation without that parameter."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for remediation in remediations(cfn):
        if remediation.automatic and remediation.lacks("Parameters", "AutomationAssumeRole"):
            yield remediation.automatic, "Automatic needs the parameter AutomationAssumeRole with the ARN of a role"
