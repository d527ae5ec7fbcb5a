"""Names that all Regions of an account, or all accounts, share.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.physical_names import ACCOUNT, REGION, Name, Scope, physical_names
from generator.lint.region_conditions import hangs_on
from generator.lint.transforms import as_written


@documented("W9402", "resources", "stacksets", "names")
class GlobalNames(CloudFormationLintRule):
    """A name that is global differs by Region, or is given in one Region only.

    IAM's names are taken once in an account, buckets' once in the world. A template that writes one out can be launched once: the
    next Region, or for a bucket the next account, finds the name taken and rolls back. Leave the name out, begin it with a
    parameter, or make the resource under a condition on the Region.

    Example::

        Logs:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: !Sub logs-${AWS::AccountId}

    Use instead::

        Logs:
          Type: AWS::S3::Bucket
          Properties:
            BucketName: !Sub logs-${AWS::Region}-${AWS::AccountId}

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each name that a second Region or account finds taken."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name in physical_names(template):
        clash = _clash(name)
        if clash and not _chosen(template, name):
            remedy = "leave the name out, begin it with a parameter, or make it in one Region only"
            yield name.place.path, f"{name.of.name} {name.text} is taken in {clash}; {remedy}"


def _clash(name: Name) -> str | None:
    """Where the name is taken."""
    if name.of.scope is Scope.REGION or name.differs_by_stack:
        return None
    if name.of.scope is Scope.WORLD and ACCOUNT not in name.variables:
        return "the next account"
    return None if REGION in name.variables else "the next Region"


def _chosen(template: Mapping[str, Any], name: Name) -> bool:
    """Whether a Region or a parameter decides if the resource, or this name of it, is there."""
    by = [name.resource.condition] if name.resource.condition else []
    path = name.place.path
    return "Fn::If" in path or any(hangs_on(template, each) for each in by)
