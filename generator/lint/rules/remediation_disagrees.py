"""Remediations that set another value than their rule asks for.

https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
"""

import re
from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.config_rules import Use, known_uses, plain_name
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.remediations import remediations, rule_of


@documented("W9305", "resources", "config", "remediation")
class RemediationDisagrees(CloudFormationLintRule):
    """A remediation sets what its rule asks for.

    Where rule and runbook have a parameter of the same name and different values, one of them is not what was meant: the resource
    is repaired to a value that nobody reads off the rule, or is repaired again and again and never compliant. Let both refer to
    one parameter of the template.

    Example::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              MinimumPasswordLength: 14
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY
        PasswordsBecomeLong:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: !Ref PasswordsAreLong
            TargetType: SSM_DOCUMENT
            TargetId: AWSConfigRemediation-SetIAMPasswordPolicy
            Parameters:
              MinimumPasswordLength:
                StaticValue:
                  Values: ['8']

    Use instead::

        PasswordsAreLong:
          Type: AWS::Config::ConfigRule
          Properties:
            InputParameters:
              MinimumPasswordLength: 14
            Source:
              Owner: AWS
              SourceIdentifier: IAM_PASSWORD_POLICY
        PasswordsBecomeLong:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: !Ref PasswordsAreLong
            TargetType: SSM_DOCUMENT
            TargetId: AWSConfigRemediation-SetIAMPasswordPolicy
            Parameters:
              MinimumPasswordLength:
                StaticValue:
                  Values: ['14']

    Source: https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each parameter of a remediation that differs from its rule's."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    uses = {use.resource.logical_id: use for use, _ in known_uses(cfn)}
    rules = {name: use.resource for name, use in uses.items()}
    for remediation in remediations(cfn):
        rule = rule_of(remediation, rules)
        if rule is None:
            continue
        asked = _asked(uses[rule])
        for name, path, values in remediation.static_values():
            known = asked.get(plain_name(name))
            if known is not None and _plain(known[1]) != _plain(",".join(map(str, values))):
                wanted, sets = f"{rule} asks for {known[0]} {known[1]}", ", ".join(map(str, values))
                yield path, f"{wanted}, the remediation sets {sets}; let both refer to one parameter"


def _asked(use: Use) -> dict[str, tuple[str, Any]]:
    """The rule's own values by plain name, where it has one branch of them."""
    if len(use.inputs) != 1 or not use.whole:
        return {}
    return {plain_name(name): (name, value) for name, value in use.inputs[0].literals()}


def _plain(value: Any) -> set[str]:
    return {each.casefold() for each in re.split(r"\s*,\s*", str(value).strip())}
