"""Numbers in InputParameters that no resource can have.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge import limits
from generator.lint.config_rules import known_uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path

PORTS: Final = (0, 65_535)
RANGES: Final[Mapping[str, Mapping[str, tuple[int, int | None]]]] = {
    "IAM_PASSWORD_POLICY": {
        "MinimumPasswordLength": (limits.PASSWORD_LENGTH_MINIMUM, limits.PASSWORD_LENGTH_MAXIMUM),
        "PasswordReusePrevention": (1, limits.PASSWORD_REUSE_PREVENTION),
        "MaxPasswordAge": (1, limits.PASSWORD_AGE_DAYS),
    },
    "RESTRICTED_INCOMING_TRAFFIC": {f"blockedPort{number}": PORTS for number in range(1, 6)},
    "ACCESS_KEYS_ROTATED": {"maxAccessKeyAge": (1, None)},
    "IAM_USER_UNUSED_CREDENTIALS_CHECK": {"maxCredentialUsageAge": (1, None)},
}


@documented("W9304", "resources", "config")
class ConfigRuleParameterRange(CloudFormationLintRule):
    """A managed rule asks for what a resource can have.

    An account's password policy takes lengths from 6 to 128, 1 to 24 remembered passwords and ages up to 1095 days. A rule that
    asks for more is never compliant, and one that asks for less finds nothing.

    Example::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              PasswordReusePrevention: 30
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY

    Use instead::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              PasswordReusePrevention: 24
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY

    Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each number outside of its range."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use, rule in known_uses(cfn):
        ranges = RANGES.get(rule.identifier, {})
        for inputs in use.inputs:
            for name, value in inputs.literals():
                if name not in ranges or not re.fullmatch(r"-?\d{1,9}", str(value)):
                    continue
                number = int(value)
                lowest, highest = ranges[name]
                if number < lowest or (highest is not None and number > highest):
                    wanted = f"from {lowest} to {highest}" if highest is not None else f"from {lowest} on"
                    yield inputs.path(name), f"{name} of {rule.identifier} goes {wanted}, not {value}"
