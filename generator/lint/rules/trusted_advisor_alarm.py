"""Alarms on Trusted Advisor's metrics in Regions that do not have them.

https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-metrics-ta.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.condition_values import ConditionValues
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.metrics import watched
from generator.lint.nodes import Path, names
from generator.lint.transforms import as_written

NAMESPACE = "AWS/TrustedAdvisor"
ELSEWHERE = {"AWS::Region": "eu-central-1"}


@documented("W9610", "resources", "cloudwatch")
class TrustedAdvisorAlarm(CloudFormationLintRule):
    """An alarm on Trusted Advisor is made in us-east-1 only.

    Trusted Advisor publishes its metrics in us-east-1. In every other Region the alarm never gets data, and its quiet looks like good
    news. A condition on the Region, or an assertion in Rules, keeps it from being made there.

    Example::

        Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: AWS/TrustedAdvisor
            MetricName: RedChecks
            Dimensions: [{Name: Category, Value: Security}]
            Statistic: Maximum
            Period: 86400
            EvaluationPeriods: 1
            Threshold: 1
            ComparisonOperator: GreaterThanOrEqualToThreshold

    Use instead::

        Conditions:
          NorthVirginia: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Alarm:
            Type: AWS::CloudWatch::Alarm
            Condition: NorthVirginia
            Properties:
              Namespace: AWS/TrustedAdvisor
              MetricName: RedChecks
              Dimensions: [{Name: Category, Value: Security}]
              Statistic: Maximum
              Period: 86400
              EvaluationPeriods: 1
              Threshold: 1
              ComparisonOperator: GreaterThanOrEqualToThreshold

    Source: https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-metrics-ta.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each alarm that is made elsewhere too."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    values = ConditionValues(template, ELSEWHERE)
    if "AWS::Region" in set(names(template.get("Rules"))):
        return
    for alarm, metric in watched(template):
        if metric.namespace != NAMESPACE:
            continue
        if alarm.condition is None or True in values.outcomes(alarm.condition):
            yield (
                alarm.path,
                "Trusted Advisor has metrics in us-east-1 only; make this alarm under a condition on the Region",
            )
