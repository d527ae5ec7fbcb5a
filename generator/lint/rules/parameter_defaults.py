"""Parameters whose own constraints refuse their default or one of their allowed values.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/parameters-section-structure.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.parameter_constraints import refusal
from generator.lint.transforms import as_written


@documented("E9702", "parameters")
class ParameterDefaults(CloudFormationLintRule):
    """A parameter's constraints let its default and its allowed values in.

    CloudFormation refuses a stack whose parameter keeps such a default, and an allowed value that a pattern refuses cannot be chosen.
    AllowedPattern must match the whole value. cfn-lint (E2015) compares the beginning of a text, not numbers written as texts, and not
    the allowed values.

    Example::

        Parameters:
          Prefix:
            Type: String
            Default: Baseline-1
            AllowedPattern: '[A-Za-z]+'
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: !Ref Prefix

    Use instead::

        Parameters:
          Prefix:
            Type: String
            Default: Baseline-1
            AllowedPattern: '[A-Za-z0-9-]+'
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: !Ref Prefix

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/parameters-section-structure.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each value that is refused and that cfn-lint does not tell of."""
        from cfnlint.rules.parameters.Default import Default

        template = as_written(cfn)
        declared = template.get("Parameters")
        if not isinstance(declared, Mapping):
            return []
        found = list(_found(declared))
        told = {tuple(match.path) for match in Default().match(cfn)} if found else set()
        return matches((path, problem) for path, problem in found if path not in told)


def _found(declared: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name, body in declared.items():
        if not isinstance(body, Mapping):
            continue
        default = body.get("Default")
        # What an empty default of another type than String becomes is not documented.
        problem = (
            None
            if default is None or (default == "" and body.get("Type") != "String")
            else refusal(name, body, default)
        )
        if problem:
            yield ("Parameters", name, "Default"), f"CloudFormation refuses the default: {problem}"
        allowed = body.get("AllowedValues")
        for number, value in enumerate(allowed if isinstance(allowed, list) else ()):
            problem = refusal(name, body, value)
            if problem:
                yield ("Parameters", name, "AllowedValues", number), f"'{value}' can never be chosen: {problem}"
