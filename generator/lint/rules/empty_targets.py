"""Rules, alarms and subscriptions whose target is empty unless somebody fills a parameter.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import EACH, Path, function, resources
from generator.lint.transforms import as_written

ACTIONS = ("AlarmActions", "OKActions", "InsufficientDataActions")
PLACES = {
    "AWS::Events::Rule": (("Targets", EACH, "Arn"),),
    "AWS::CloudWatch::Alarm": tuple((name, EACH) for name in ACTIONS),
    "AWS::CloudWatch::CompositeAlarm": tuple((name, EACH) for name in ACTIONS),
    "AWS::SNS::Subscription": (("Endpoint",), ("TopicArn",)),
    "AWS::SNS::Topic": (("Subscription", EACH, "Endpoint"),),
}


@documented("W9606", "resources", "events", "cloudwatch", "sns")
class EmptyTargets(CloudFormationLintRule):
    """A target, an action or an endpoint is not empty by default.

    Where the parameter that names it defaults to the empty text, a stack with the defaults fails ("Invalid arn syntax"), or the alarm
    tells nobody. A condition on the empty parameter leaves the target, the alarm or the subscription out.

    Example::

        Parameters:
          Topic:
            Type: String
            Default: ''
        Resources:
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
              AlarmActions: [!Ref Topic]

    Use instead::

        Parameters:
          Topic:
            Type: String
            Default: ''
        Conditions:
          HasTopic: !Not [!Equals [!Ref Topic, '']]
        Resources:
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
              AlarmActions: !If [HasTopic, [!Ref Topic], !Ref AWS::NoValue]

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each place that is empty by default."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    empty = _empty_parameters(template)
    for resource in resources(template, *PLACES) if empty else ():
        if resource.body.get("Condition") is not None:
            continue
        for steps in PLACES[resource.type]:
            for place in resource.at(*steps):
                called = function(place.value)
                if called and called[0] == "Ref" and called[1] in empty and "Fn::If" not in place.path:
                    yield (
                        place.path,
                        f"parameter {called[1]} is empty by default; leave this out under a condition while it is empty",
                    )


def _empty_parameters(template: Mapping[str, Any]) -> frozenset[str]:
    declared = template.get("Parameters")
    return frozenset(
        name
        for name, body in (declared.items() if isinstance(declared, Mapping) else ())
        if isinstance(name, str) and isinstance(body, Mapping) and body.get("Default") == ""
    )
