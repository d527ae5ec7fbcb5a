"""InputParameters of AWS Config managed rules that are a known parameter's but for their spelling.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.config_rules import known_uses, plain_name
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("E9302", "resources", "config")
class ConfigRuleParameterSpelling(CloudFormationLintRule):
    """A parameter of a managed rule is written in the letters that AWS writes.

    AWS Config refuses a parameter that the rule does not have, and maxaccesskeyage is another name than maxAccessKeyAge.

    Example::

        KeysAreRotated:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              MaxAccessKeyAge: 90
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

    Source: https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each parameter that the rule has in other letters."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        known = {each.name for each in rule.parameters}
        right = {plain_name(name): name for name in known}
        for inputs in use.inputs:
            for name in inputs.values:
                if name not in known and plain_name(name) in right:
                    message = f"{rule.identifier} has no parameter {name!r}; write {right[plain_name(name)]}"
                    yield inputs.path(name), message
