"""Automatic remediations that run on everything at once.

https://docs.aws.amazon.com/config/latest/APIReference/API_ExecutionControls.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.remediations import remediations


@documented("W9306", "resources", "config", "remediation")
class AutomaticRemediationControls(CloudFormationLintRule):
    """An automatic remediation limits how many resources it changes at a time, and stops on errors.

    Without ExecutionControls a wrong rule or runbook reaches every resource of the Region before anybody sees the first failure.
    Without a share of errors at which to stop it goes on after each.

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
            ExecutionControls:
              SsmControls:
                ConcurrentExecutionRatePercentage: 10
                ErrorPercentage: 10

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_SsmControls.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each automatic remediation without controls."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for remediation in remediations(cfn):
        if remediation.automatic and remediation.lacks("ExecutionControls"):
            yield remediation.automatic, "Automatic changes every resource at once; add ExecutionControls"
