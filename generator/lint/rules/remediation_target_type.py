"""Remediations whose target is a resource of the template, but no document.

https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
"""

from collections.abc import Iterator
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, function, resources
from generator.lint.remediations import remediations
from generator.lint.transforms import as_written

NAMES_A_DOCUMENT: Final = ("AWS::SSM::Document", "AWS::SSM::Parameter")
"""A parameter's value may be a document's name."""


@documented("E9308", "resources", "config", "remediation")
class RemediationTargetType(CloudFormationLintRule):
    """A remediation's TargetId is the name of a Systems Manager document.

    AWS Config refuses a TargetId that is no document, such as the name of a function or a role.

    Example::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: !Ref RepairFunction
        RepairFunction:
          Type: AWS::Lambda::Function

    Use instead::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: !Ref RepairRunbook
        RepairRunbook:
          Type: AWS::SSM::Document

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each target of another type."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    types = {each.logical_id: each.type for each in resources(as_written(cfn))}
    for remediation in remediations(cfn):
        for place in remediation.resource.at("TargetId"):
            called = function(place.value)
            name = str(called[1]) if called and called[0] == "Ref" else ""
            kind = types.get(name, "")
            if kind.startswith("AWS::") and kind not in NAMES_A_DOCUMENT:
                yield place.path, f"TargetId is the name of an SSM document; {name} is of type {kind}"
