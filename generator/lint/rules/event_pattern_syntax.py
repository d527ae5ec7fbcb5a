"""Event patterns that EventBridge refuses.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.event_patterns import faults, patterns, text_names
from generator.lint.matches import matches
from generator.lint.nodes import Path
from generator.lint.transforms import as_written


@documented("E9601", "resources", "events")
class EventPatternSyntax(CloudFormationLintRule):
    """An event pattern is one that EventBridge accepts.

    EventBridge refuses a pattern whose field is no list, whose list is empty, or whose matcher is unknown or malformed, and so the
    stack fails. A range that no number is in is refused as well.

    Example::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: aws.guardduty
              detail:
                severity:
                  - numeric: [">=", 7, "<", 4]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Use instead::

        Rule:
          Type: AWS::Events::Rule
          Properties:
            EventPattern:
              source: [aws.guardduty]
              detail:
                severity:
                  - numeric: [">=", 7]
            Targets:
              - {Id: topic, Arn: !Ref Topic}
        Topic:
          Type: AWS::SNS::Topic

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each fault."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    texts = text_names(template)
    for resource, pattern in patterns(template):
        for path, problem in faults(pattern, texts):
            # Inside of a JSON text there is no place to point at.
            yield (path if _stands_in(resource.body, path[2:]) else pattern.path), problem


def _stands_in(node: Any, path: Path) -> bool:
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
