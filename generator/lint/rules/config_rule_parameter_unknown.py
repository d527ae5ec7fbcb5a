"""InputParameters of AWS Config managed rules that the rule does not have.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.unknown import UnknownName
from generator.lint.config_rules import known_uses, plain_name
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("W9302", "resources", "config")
class ConfigRuleParameterUnknown(CloudFormationLintRule):
    """A managed rule is given parameters that it has.

    AWS Config refuses a parameter that the rule does not know, and the stack rolls back. A warning, because AWS adds parameters.

    Example::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              MinPasswordLength: 14
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY

    Use instead::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              MinimumPasswordLength: 14
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY

    Source: https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each parameter that the rule has in no spelling."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        known = {plain_name(each.name) for each in rule.parameters}
        for inputs in use.inputs:
            for name in inputs.values:
                if plain_name(name) not in known:
                    error = UnknownName.among(
                        f"parameter of {rule.identifier}", name, (each.name for each in rule.parameters)
                    )
                    yield inputs.path(name), str(error)
