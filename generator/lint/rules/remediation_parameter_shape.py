"""Remediation parameters in a shape that AWS Config does not take.

https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationParameterValue.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, function
from generator.lint.remediations import remediations

HOLDS: Final = {"StaticValue": "Values", "ResourceValue": "Value"}


@documented("E9309", "resources", "config", "remediation")
class RemediationParameterShape(CloudFormationLintRule):
    """A remediation's parameter is a StaticValue with Values, or a ResourceValue with Value.

    CloudFormation's schema lets everything through here; AWS Config refuses a value that stands where the structure belongs, and
    knows one ResourceValue only, RESOURCE_ID.

    Example::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: AWS-ConfigureS3BucketVersioning
            Parameters:
              AutomationAssumeRole:
                StaticValue: !ImportValue RepairRoleArn
              BucketName:
                ResourceValue: RESOURCE_ID

    Use instead::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: AWS-ConfigureS3BucketVersioning
            Parameters:
              AutomationAssumeRole:
                StaticValue:
                  Values: [!ImportValue RepairRoleArn]
              BucketName:
                ResourceValue:
                  Value: RESOURCE_ID

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationParameterValue.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each value in another shape."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for remediation in remediations(cfn):
        for parameters in remediation.resource.at("Parameters"):
            names = parameters.value if isinstance(parameters.value, Mapping) and not function(parameters.value) else ()
            for name in names:
                for kind, member in HOLDS.items():
                    for place in remediation.resource.at("Parameters", str(name), kind):
                        if not isinstance(place.value, Mapping) or function(place.value):
                            yield (
                                place.path,
                                f"{name}: {kind} is a structure; write the value under its member {member}",
                            )
                for place in remediation.resource.at("Parameters", str(name), "ResourceValue", "Value"):
                    if isinstance(place.value, str) and place.value != "RESOURCE_ID":
                        yield place.path, f"{name}: the Value of a ResourceValue is RESOURCE_ID, not {place.value}"
