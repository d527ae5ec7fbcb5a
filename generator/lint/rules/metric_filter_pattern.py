"""Filter patterns that CloudWatch Logs refuses.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.limits import FILTER_PATTERN_LENGTH
from generator.lint.documented import documented
from generator.lint.filter_pattern_tokens import InvalidPattern
from generator.lint.filter_patterns import parse
from generator.lint.matches import matches
from generator.lint.nodes import Path, resources, written
from generator.lint.transforms import as_written

DEEPEST = 50
"""Parentheses that are read; no pattern that people write comes near."""


@documented("E9607", "resources", "logs")
class MetricFilterPattern(CloudFormationLintRule):
    """A filter pattern is one that CloudWatch Logs can read.

    The pattern has a small language of its own that cfn-lint does not look into: a missing parenthesis, == or AND, a selector without
    $., or a single quote let the metric filter or the subscription filter fail, and the stack with it.

    Example::

        Filter:
          Type: AWS::Logs::MetricFilter
          Properties:
            LogGroupName: trail
            FilterPattern: '{ ($.eventName == "DeleteTrail") || ($.eventName = "StopLogging" }'
            MetricTransformations:
              - {MetricNamespace: baseline, MetricName: TrailChanges, MetricValue: '1'}

    Use instead::

        Filter:
          Type: AWS::Logs::MetricFilter
          Properties:
            LogGroupName: trail
            FilterPattern: '{ ($.eventName = "DeleteTrail") || ($.eventName = "StopLogging") }'
            MetricTransformations:
              - {MetricNamespace: baseline, MetricName: TrailChanges, MetricValue: '1'}

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each pattern that does not parse."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for each in resources(template, "AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter"):
        for pattern in each.at("FilterPattern"):
            text = written(pattern.value)
            if text is None or "${" in text or len(text) > FILTER_PATTERN_LENGTH or text.count("(") > DEEPEST:
                continue
            try:
                parse(text)
            except InvalidPattern as error:
                yield pattern.path, f"CloudWatch Logs cannot read the filter pattern: {error}"
