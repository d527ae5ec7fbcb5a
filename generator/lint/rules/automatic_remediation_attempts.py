"""Automatic remediations that do not say how often and how fast to try.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-remediationconfiguration.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.remediations import remediations


@documented("E9306", "resources", "config", "remediation")
class AutomaticRemediationAttempts(CloudFormationLintRule):
    """An automatic remediation says how often to try, and in which time.

    AWS Config refuses Automatic without MaximumAutomaticAttempts and RetryAttemptSeconds, although their descriptions name
    defaults: those are the console's.

    Example::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: AWS-ConfigureS3BucketVersioning
            Automatic: true

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

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each automatic remediation without one or both."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for remediation in remediations(cfn):
        missing = [name for name in ("MaximumAutomaticAttempts", "RetryAttemptSeconds") if remediation.lacks(name)]
        if remediation.automatic and missing:
            yield remediation.automatic, f"Automatic needs {' and '.join(missing)} beside it"
