"""AWS Config rules that may be made before the recorder of their template.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, needs, resources
from generator.lint.transforms import as_written


@documented("W9309", "resources", "config")
class ConfigRuleBeforeRecorder(CloudFormationLintRule):
    """A Config rule waits for the recorder that its template makes.

    AWS Config refuses rules and conformance packs in a Region without a recorder (NoAvailableConfigurationRecorder). Nothing in
    a rule refers to the recorder, so CloudFormation makes both at once: the stack fails on some days and not on others.

    Example::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Use instead::

        Recorder:
          Type: AWS::Config::ConfigurationRecorder
        DefaultGroupsAreClosed:
          Type: AWS::Config::ConfigRule
          DependsOn: Recorder
          Properties:
            Source:
              Owner: AWS
              SourceIdentifier: VPC_DEFAULT_SECURITY_GROUP_CLOSED

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each rule or pack that does not wait for a recorder."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    recorders = {each.logical_id: each.condition for each in resources(template, "AWS::Config::ConfigurationRecorder")}
    before = needs(template) if recorders else {}
    for rule in resources(template, "AWS::Config::ConfigRule", "AWS::Config::ConformancePack"):
        if recorders and not before[rule.logical_id] & set(recorders):
            name, condition = next(iter(recorders.items()))
            yield rule.path, f"{rule.logical_id} may be made before {name}; {_remedy(name, condition)}"


def _remedy(recorder: str, condition: str | None) -> str:
    """DependsOn cannot name what may not be made."""
    if condition is None:
        return f"add DependsOn: {recorder}"
    return f"refer to it, such as by !Select [0, [value, !If [{condition}, !Ref {recorder}, '']]]"
