"""Alarms on a metric that no metric filter of the template feeds.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.metrics import Metric, fed, watched
from generator.lint.nodes import Path
from generator.lint.transforms import as_written

OF_AWS = "AWS/"


@documented("W9608", "resources", "cloudwatch", "logs")
class AlarmMetric(CloudFormationLintRule):
    """An alarm watches a metric that a metric filter feeds.

    Where namespace, name or dimensions of the alarm differ from those of the metric filter that was written for it, the alarm never
    gets data. CloudWatch takes both, and the alarm stays in INSUFFICIENT_DATA or OK. Only alarms that resemble a metric filter of the
    template, or leave one without alarm, are told of.

    Example::

        Filter:
          Type: AWS::Logs::MetricFilter
          Properties:
            LogGroupName: trail
            FilterPattern: '{ $.userIdentity.type = "Root" }'
            MetricTransformations:
              - {MetricNamespace: baseline, MetricName: RootUsage, MetricValue: '1'}
        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: baseline
            MetricName: RootUse
            Statistic: Sum
            Period: 300
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: GreaterThanOrEqualToThreshold

    Use instead::

        Filter:
          Type: AWS::Logs::MetricFilter
          Properties:
            LogGroupName: trail
            FilterPattern: '{ $.userIdentity.type = "Root" }'
            MetricTransformations:
              - {MetricNamespace: baseline, MetricName: RootUsage, MetricValue: '1'}
        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: baseline
            MetricName: RootUsage
            Statistic: Sum
            Period: 300
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: GreaterThanOrEqualToThreshold

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each metric that nothing feeds."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    feeds = list(fed(template))
    alarms = [
        metric for _, metric in watched(template) if metric.known and not str(metric.namespace).startswith(OF_AWS)
    ]
    if not feeds or not all(each.known for each in feeds):
        return
    seen = {(each.namespace, each.name) for each in alarms}
    unseen = [each for each in feeds if (each.namespace, each.name) not in seen]
    for metric in alarms:
        problem = _problem(metric, feeds, unseen)
        if problem:
            yield metric.place.path, problem


def _problem(metric: Metric, feeds: Sequence[Metric], unseen: Sequence[Metric]) -> str | None:
    same = [each for each in feeds if (each.namespace, each.name) == (metric.namespace, metric.name)]
    if same:
        return _of_dimensions(metric, same)
    elsewhere = [each.namespace for each in unseen if each.name == metric.name]
    if elsewhere:
        return (
            f"the metric filter puts {metric.name} into namespace {elsewhere[0]}, the alarm looks in {metric.namespace}"
        )
    names = [str(each.name) for each in unseen if each.namespace == metric.namespace]
    close = get_close_matches(str(metric.name), names, 1)
    if close:
        return f"no metric filter feeds {metric.name} of {metric.namespace}; did you mean {close[0]}?"
    return None


def _of_dimensions(metric: Metric, feeds: Sequence[Metric]) -> str | None:
    if metric.dimensions is None or any(
        each.dimensions is None or each.dimensions == metric.dimensions for each in feeds
    ):
        return None
    given = ", ".join(sorted(feeds[0].dimensions or ())) or "none"
    wanted = ", ".join(sorted(metric.dimensions)) or "none"
    return f"the metric filter gives {metric.name} these dimensions: {given}; the alarm asks for: {wanted}"
