"""Resources that outlive their stack under a name that the next stack gives too.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.physical_names import physical_names
from generator.lint.transforms import as_written


@documented("W9403", "resources", "names")
class RetainedNames(CloudFormationLintRule):
    """A resource that is retained has no name that its next stack needs.

    DeletionPolicy Retain leaves the resource when its stack is deleted. The name stays taken, so that the same template cannot be
    launched again there, not even to repair what was deleted by mistake. Leave the name out, or make it of a parameter.

    Example::

        Logs:
          Type: AWS::S3::Bucket
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain
          Properties:
            BucketName: !Sub defaultsecuritysettings-logs-${AWS::Region}-${AWS::AccountId}

    Use instead::

        Logs:
          Type: AWS::S3::Bucket
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each name that a retained resource keeps."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for name in physical_names(as_written(cfn)):
        kept = name.resource.body.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate")
        if kept and not name.differs_by_stack and "Fn::If" not in name.place.path:
            message = f"{name.resource.logical_id} keeps the name {name.text} when its stack is deleted"
            yield name.place.path, f"{message}; leave {name.of.name} out or make it of a parameter"
