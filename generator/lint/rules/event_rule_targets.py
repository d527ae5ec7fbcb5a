"""EventBridge rules that send their events nowhere.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, branches, resources
from generator.lint.transforms import as_written, is_open


@documented("W9605", "resources", "events")
class EventRuleTargets(CloudFormationLintRule):
    """An EventBridge rule has a target.

    A rule without Targets matches events and drops them. CloudFormation reports success, and nobody is told of anything.

    Example::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.health]

    Use instead::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.health]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each rule without targets."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for rule in resources(as_written(cfn), "AWS::Events::Rule"):
        properties = rule.properties.value
        if not isinstance(properties, dict) or is_open(properties):
            continue
        if "Targets" not in properties:
            yield rule.path, "the rule has no Targets: its events go nowhere; name a topic, a queue or a function"
            continue
        for targets in branches(rule.properties["Targets"]):
            if targets.value == []:
                yield (
                    targets.path,
                    "the list of targets is empty: the rule's events go nowhere; name a topic, a queue or a function",
                )
