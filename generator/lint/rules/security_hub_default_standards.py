"""Security Hub standards that are enabled twice.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-hub.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.condition_values import ConditionValues
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, resources, written
from generator.lint.transforms import as_written

DEFAULT = re.compile(r"aws-foundational-security-best-practices/v/1\.0\.0$|cis-aws-foundations-benchmark/v/1\.2\.0$")
"""The standards that a hub enables by itself."""


@documented("E9802", "resources", "securityhub")
class SecurityHubDefaultStandards(CloudFormationLintRule):
    """A hub does not enable the standards that the template enables.

    A hub enables AWS Foundational Security Best Practices 1.0.0 and CIS 1.2.0 by itself unless EnableDefaultStandards is false. The
    AWS::SecurityHub::Standard of one of them then fails with "Standards is already enabled", and the stack rolls back.

    Example::

        Hub:
          Type: AWS::SecurityHub::Hub
        BestPractices:
          Type: AWS::SecurityHub::Standard
          DependsOn: Hub
          Properties:
            StandardsArn: !Sub arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/aws-foundational-security-best-practices/v/1.0.0

    Use instead::

        Hub:
          Type: AWS::SecurityHub::Hub
          Properties:
            EnableDefaultStandards: false
        BestPractices:
          Type: AWS::SecurityHub::Standard
          DependsOn: Hub
          Properties:
            StandardsArn: !Sub arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/aws-foundational-security-best-practices/v/1.0.0

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-hub.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each standard that a hub of the template has enabled before."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    values = ConditionValues(template)
    hubs = [hub for hub in resources(template, "AWS::SecurityHub::Hub") if _enables_defaults(hub)]
    for standard in resources(template, "AWS::SecurityHub::Standard") if hubs else ():
        for arn in standard.at("StandardsArn"):
            for hub in hubs:
                if DEFAULT.search(written(arn.value) or "") and _together(values, hub, standard):
                    problem = (
                        f"{hub.logical_id} enables this standard by itself; set its EnableDefaultStandards to false"
                    )
                    yield arn.path, problem


def _enables_defaults(hub: Declared) -> bool:
    properties = hub.properties.value
    if not isinstance(properties, Mapping) or any(str(key).startswith("Fn::") for key in properties):
        return False
    if "EnableDefaultStandards" not in properties:
        return True
    found = [each.value for each in hub.at("EnableDefaultStandards")]
    return bool(found) and all(str(value).lower() == "true" for value in found)


def _together(values: ConditionValues, *made: Declared) -> bool:
    """Whether both are certainly made in some stack."""
    conditions = list(dict.fromkeys(each.condition for each in made if each.condition is not None))
    return len(conditions) < 2 or True in values.together(*conditions)
