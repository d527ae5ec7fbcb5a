"""Identifiers of AWS Config managed rules that AWS's list does not have.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.config_rules import managed_rules
from generator.knowledge.unknown import UnknownName
from generator.lint.config_rules import plain_name, uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9301", "resources", "config")
class ConfigRuleIdentifierUnknown(CloudFormationLintRule):
    """A managed rule is one that AWS Config has.

    AWS Config refuses a SourceIdentifier that it does not know, and the stack rolls back. A warning, because AWS adds rules.

    Example::

        TrailIsOn:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: CLOUD_TRAIL_IS_ENABLED

    Use instead::

        TrailIsOn:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: CLOUD_TRAIL_ENABLED

    Source: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each identifier that is not known in any spelling."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use in uses(cfn):
        if use.rule is not None:
            continue
        spellings = {plain_name(each) for it in managed_rules().values() for each in (it.identifier, it.rule_name)}
        if plain_name(use.identifier.value) not in spellings:
            error = UnknownName.among("Config managed rule", use.identifier.value, managed_rules())
            yield use.identifier.path, str(error)
