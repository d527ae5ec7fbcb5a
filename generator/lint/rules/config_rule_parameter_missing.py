"""AWS Config managed rules without a parameter that they need.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.config_rules import ManagedRule
from generator.lint.config_rules import Use, known_uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("E9303", "resources", "config")
class ConfigRuleParameterMissing(CloudFormationLintRule):
    """A managed rule is given every parameter that it needs.

    AWS Config refuses a rule without a parameter that its page does not call optional. The default that the page shows is what
    the console fills in; the API does not.

    Example::

        KeysAreRotated:
          Type: AWS::Config::ConfigRule
          Properties:
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
        """One match for each branch of InputParameters that lacks one, or for the rule where it has none."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        if not use.inputs and use.whole:
            yield from _lacking(use, rule, set(), use.identifier.path)
        for inputs in use.inputs:
            yield from _lacking(use, rule, set(inputs.values), inputs.place.path)


def _lacking(use: Use, rule: ManagedRule, given: set[str], path: Path) -> Iterator[tuple[Path, str]]:
    needed = [each for each in rule.parameters if not each.optional and each.name not in given]
    for each in needed:
        proposal = f" such as {each.default}" if each.default else ""
        message = (
            f"{use.resource.logical_id}: {rule.identifier} needs the parameter {each.name}; give it a value{proposal}"
        )
        yield path, message
