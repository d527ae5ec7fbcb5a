"""Templates that a service-managed stack set refuses.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, Place, branches, resources
from generator.lint.transforms import transforms


@documented("I9401", "resources", "stacksets")
class FlatForStackSets(CloudFormationLintRule):
    """A template without transforms, macros and nested stacks goes into every stack set.

    A stack set with service-managed permissions refuses them, unless it has an execution role of its own. A hint: in a stack, or
    in a stack set with self-managed permissions, nothing is wrong with them.

    Example::

        Network:
          Type: AWS::CloudFormation::Stack
          Properties:
            TemplateURL: https://bucket.s3.amazonaws.com/network.yaml

    Use instead::

        Network:
          Type: AWS::EC2::VPC
          Properties:
            CidrBlock: 10.0.0.0/16

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each transform, macro and nested stack."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    unless = "a stack set with service-managed permissions refuses it"
    for name in transforms(cfn):
        yield ("Transform",), f"The template has the transform {name}; {unless}"
    for resource in resources(cfn.template):
        if resource.type == "AWS::CloudFormation::Stack":
            yield resource.path, f"{resource.logical_id} is a nested stack; {unless}"
        for place in (Place(resource.body, resource.path), *branches(resource.properties)):
            if isinstance(place.value, dict) and "Fn::Transform" in place.value:
                yield place.path, f"{resource.logical_id} is made by Fn::Transform; {unless}"
