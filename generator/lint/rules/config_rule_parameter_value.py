"""InputParameters of AWS Config managed rules that are not of the type that the rule takes.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.limits import CONFIG_RULE_INPUT_PARAMETERS_LENGTH
from generator.lint.config_rules import Inputs, known_uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, literal

SHAPES = {
    "int": ("a whole number", re.compile(r"-?\d+")),
    "double": ("a number", re.compile(r"-?\d+(\.\d*)?([eE][+-]?\d+)?")),
    "boolean": ("true or false", re.compile(r"true|false", re.IGNORECASE)),
}


@documented("E9304", "resources", "config")
class ConfigRuleParameterValue(CloudFormationLintRule):
    """A parameter of a managed rule has the type that the rule takes.

    AWS Config refuses a text where the rule takes a number or true and false, and InputParameters of more than 1024 characters.

    Example::

        KeysAreRotated:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              maxAccessKeyAge: 90 days
            Source:
              Owner: AWS
              SourceIdentifier: ACCESS_KEYS_ROTATED

    Use instead::

        KeysAreRotated:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              maxAccessKeyAge: 90
            Source:
              Owner: AWS
              SourceIdentifier: ACCESS_KEYS_ROTATED

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each value of another type, and for InputParameters that are too long."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        types = {each.name: each.type for each in rule.parameters}
        for inputs in use.inputs:
            for name, value in inputs.literals():
                words, shape = SHAPES.get(types.get(name, ""), ("", None))
                if shape and not shape.fullmatch(str(value)):
                    yield inputs.path(name), f"{rule.identifier} takes {words} as {name}, not {value!r}"
            length = _length(inputs)
            if length > CONFIG_RULE_INPUT_PARAMETERS_LENGTH:
                allowed = f"AWS Config takes {CONFIG_RULE_INPUT_PARAMETERS_LENGTH}"
                yield inputs.place.path, f"InputParameters have {length} characters as JSON; {allowed}"


def _length(inputs: Inputs) -> int:
    """Of the JSON text at its shortest; 0 where a value is not known."""
    if not all(literal(value) is not None for value in inputs.values.values()):
        return 0
    return len(json.dumps({name: str(value) for name, value in inputs.values.items()}, separators=(",", ":")))
