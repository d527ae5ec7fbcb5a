"""Names that every stack in a Region shares.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.physical_names import Scope, physical_names
from generator.lint.transforms import as_written


@documented("I9402", "resources", "names")
class RegionalNames(CloudFormationLintRule):
    """A name begins with a parameter, or is left to CloudFormation.

    A name that is written out is taken where somebody else has it already, such as a Config rule or channel of Control Tower or
    the first stack of the same template, and a resource with a name cannot be replaced.

    Example::

        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          Properties:
            ConfigRuleName: default-security-groups
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Use instead::

        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each name of a Regional resource that every stack gives."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for name in physical_names(as_written(cfn)):
        if name.of.scope is Scope.REGION and not name.differs_by_stack:
            message = (
                f"{name.of.name} {name.text} is the same in every stack; leave it out or begin it with a parameter"
            )
            yield name.place.path, message
