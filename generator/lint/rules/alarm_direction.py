"""Alarms that fire while nothing is wrong.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.metrics import watched
from generator.lint.nodes import Path, literal
from generator.lint.transforms import as_written

BAD = frozenset(
    {
        *("denied", "error", "errors", "exception", "exceptions", "failed", "failure", "failures", "fault", "faults"),
        *("throttle", "throttled", "throttles", "unauthorized", "violation", "violations"),
    }
)
GOOD = frozenset(
    {
        *("between", "budget", "free", "healthy", "no", "non", "not", "percentage", "rate", "remaining", "resolved"),
        *("recovered", "since", "success", "successful", "time", "tolerance", "without", "zero"),
    }
)
"""Words that turn the meaning around, or make a small value a bad one."""
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@documented("W9609", "resources", "cloudwatch")
class AlarmDirection(CloudFormationLintRule):
    """An alarm on a count of errors fires when there are some.

    LessThanThreshold and LessThanOrEqualToThreshold on a metric that counts errors, failures or denials fire while there are none, and
    are silent when they come. Judged by the words in the metric's name and by whether a count of zero is an alarm.

    Example::

        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: AWS/Lambda
            MetricName: Errors
            Statistic: Sum
            Period: 300
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: LessThanOrEqualToThreshold

    Use instead::

        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: AWS/Lambda
            MetricName: Errors
            Statistic: Sum
            Period: 300
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: GreaterThanOrEqualToThreshold

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each alarm that fires on zero."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for alarm, metric in watched(template):
        if "Metrics" in metric.place.path or metric.name is None or not counts_faults(metric.name):
            continue
        thresholds = [_number(place.value) for place in alarm.at("Threshold")]
        for operator in alarm.at("ComparisonOperator"):
            if thresholds and all(_fires_on_zero(operator.value, each) for each in thresholds):
                better = "GreaterThanOrEqualToThreshold"
                yield operator.path, f"the alarm fires while {metric.name} is 0, when nothing is wrong; use {better}"


def counts_faults(name: str) -> bool:
    """Whether the words of a metric's name say that it counts what goes wrong."""
    words = {word.lower() for word in WORD.findall(name)}
    return bool(words & BAD) and not words & GOOD


def _fires_on_zero(operator: Any, threshold: float | None) -> bool:
    if threshold is None:
        return False
    return (operator == "LessThanThreshold" and threshold > 0) or (
        operator == "LessThanOrEqualToThreshold" and threshold >= 0
    )


def _number(value: Any) -> float | None:
    try:
        return float(literal(value))
    except (TypeError, ValueError):
        return None
