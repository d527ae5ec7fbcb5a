"""Identifiers of AWS Config managed rules that are a known rule's but for their spelling.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.config_rules import managed_rules
from generator.lint.config_rules import plain_name, uses
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path


@documented("E9301", "resources", "config")
class ConfigRuleIdentifierSpelling(CloudFormationLintRule):
    """A managed rule is named by its identifier, in capitals and underscores.

    The documentation shows each rule under a name such as restricted-ssh; SourceIdentifier takes the identifier, which can be
    a different word. AWS Config refuses the name, and an identifier in small letters.

    Example::

        SecurityGroupsRefuseSsh:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: restricted-ssh

    Use instead::

        SecurityGroupsRefuseSsh:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: INCOMING_SSH_DISABLED

    Source: https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each identifier that is a known rule's in other letters."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for use in uses(cfn):
        if use.rule is not None:
            continue
        given = plain_name(use.identifier.value)
        for known in managed_rules().values():
            if given in (plain_name(known.identifier), plain_name(known.rule_name)):
                message = f"{use.identifier.value!r} is no identifier of a managed rule; write {known.identifier}"
                yield use.identifier.path, message
                break
