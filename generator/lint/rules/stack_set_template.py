"""Service-managed stack sets whose own template is refused.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, literal, resources, written
from generator.lint.transforms import as_written
from generator.template.errors import RequestRefused
from generator.template.parse import parse


@documented("W9401", "resources", "stacksets")
class StackSetTemplate(CloudFormationLintRule):
    """A service-managed stack set has a template without transforms and nested stacks.

    The role that CloudFormation makes for such a stack set in each account cannot expand them: the stack set is refused with
    "Transform is not supported in SERVICE_MANAGED permission model". A warning, because an execution role of its own lifts that.

    Example::

        Everywhere:
          Type: AWS::CloudFormation::StackSet
          Properties:
            StackSetName: everywhere
            PermissionModel: SERVICE_MANAGED
            TemplateBody: |
              Transform: AWS::LanguageExtensions
              Resources:
                Topic:
                  Type: AWS::SNS::Topic

    Use instead::

        Everywhere:
          Type: AWS::CloudFormation::StackSet
          Properties:
            StackSetName: everywhere
            PermissionModel: SERVICE_MANAGED
            TemplateBody: |
              Resources:
                Topic:
                  Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-custom-execution-role.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each stack set with such a template."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for stack_set in resources(as_written(cfn), "AWS::CloudFormation::StackSet"):
        models = {literal(each.value) for each in stack_set.at("PermissionModel")}
        for place in stack_set.at("TemplateBody"):
            refused = _refused(_template(place.value)) if models == {"SERVICE_MANAGED"} else None
            if refused:
                yield (
                    place.path,
                    f"A stack set with service-managed permissions refuses {refused}; write it out instead",
                )


def _template(body: Any) -> Mapping[str, Any]:
    """The template in a text, ``{}`` where it is none."""
    try:
        return parse(written(body) or "")
    except RequestRefused:
        return {}


def _refused(template: Mapping[str, Any]) -> str | None:
    if template.get("Transform"):
        return f"the transform {template['Transform']}"
    nested = next((each.logical_id for each in resources(template, "AWS::CloudFormation::Stack")), None)
    return f"the nested stack {nested}" if nested else None
