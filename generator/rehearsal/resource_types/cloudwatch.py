"""CloudWatch alarms.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, found_by

ALARM = (
    "ActionsEnabled",
    "AlarmActions",
    "AlarmDescription",
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "InsufficientDataActions",
    "MetricName",
    "Metrics",
    "Namespace",
    "OKActions",
    "Period",
    "Statistic",
    "Tags",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
)


def _put(resource: Resource) -> str:
    unknown = sorted(set(resource.properties) - {*ALARM, "AlarmName"})
    if unknown:
        raise NotModelled(f"property {unknown[0]} of an alarm is not modelled")
    name = resource.physical_id or resource.name("AlarmName", 255)
    resource.call("cloudwatch", "put_metric_alarm", AlarmName=name, **resource.pick(*ALARM))
    return name


def _delete(resource: Resource) -> None:
    resource.call("cloudwatch", "delete_alarms", AlarmNames=[resource.physical_id])


def _attributes(resource: Resource) -> Attributes:
    alarms = resource.call("cloudwatch", "describe_alarms", AlarmNames=[resource.physical_id])["MetricAlarms"]
    return {"Arn": alarms[0]["AlarmArn"]}


ROWS = (
    ResourceType(
        "AWS::CloudWatch::Alarm",
        create=_put,
        update=_put,
        delete=_delete,
        attributes=_attributes,
        name_property="AlarmName",
        taken=found_by("cloudwatch", "describe_alarms", "AlarmNames", "MetricAlarms"),
    ),
)
