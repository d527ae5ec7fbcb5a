"""GuardDuty detectors whose protection plans are told twice.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources


@documented("E9801", "resources", "guardduty")
class GuardDutyFeatures(CloudFormationLintRule):
    """A detector takes Features or DataSources, not both.

    Amazon GuardDuty refuses a detector that names its protection plans in both properties. DataSources is the older one and
    does not know runtime monitoring, RDS or Lambda.

    Example::

        Detector:
          Type: AWS::GuardDuty::Detector
          Properties:
            Enable: true
            DataSources:
              S3Logs:
                Enable: true
            Features:
              - Name: RDS_LOGIN_EVENTS
                Status: ENABLED

    Use instead::

        Detector:
          Type: AWS::GuardDuty::Detector
          Properties:
            Enable: true
            Features:
              - Name: S3_DATA_EVENTS
                Status: ENABLED
              - Name: RDS_LOGIN_EVENTS
                Status: ENABLED

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each detector with both."""
        return matches(_found(cfn.template))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for detector in resources(template, "AWS::GuardDuty::Detector"):
        if any(detector.at("Features")):
            for sources in detector.at("DataSources"):
                yield sources.path, "Features and DataSources name the protection plans twice; leave DataSources out"
