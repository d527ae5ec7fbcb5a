"""Trails.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    found_by,
)

TRAIL = {
    "CloudWatchLogsLogGroupArn": "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "EnableLogFileValidation": "EnableLogFileValidation",
    "IncludeGlobalServiceEvents": "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail": "IsMultiRegionTrail",
    "IsOrganizationTrail": "IsOrganizationTrail",
    "KmsKeyId": "KMSKeyId",
    "S3BucketName": "S3BucketName",
    "S3KeyPrefix": "S3KeyPrefix",
    "SnsTopicName": "SnsTopicName",
}


def _create(resource: Resource) -> str:
    name = resource.name("TrailName", 128)
    tags = resource.properties.get("Tags")
    resource.call("cloudtrail", "create_trail", Name=name, TagsList=tags, **resource.pick(**TRAIL))
    resource.physical_id = name
    _select(resource)
    return name


def _update(resource: Resource) -> None:
    resource.call("cloudtrail", "update_trail", Name=resource.physical_id, **resource.pick(**TRAIL))
    _select(resource)


def _select(resource: Resource) -> None:
    name, given = resource.physical_id, resource.properties
    if "AggregationConfigurations" in given:
        raise NotModelled("property AggregationConfigurations of a trail is not modelled")
    selectors: dict[str, Any] = resource.pick("AdvancedEventSelectors", "EventSelectors")
    if selectors:
        resource.call("cloudtrail", "put_event_selectors", TrailName=name, **selectors)
    if "InsightSelectors" in given:
        insights = [{"InsightType": item["InsightType"]} for item in given["InsightSelectors"]]
        resource.call("cloudtrail", "put_insight_selectors", TrailName=name, InsightSelectors=insights)
    resource.call("cloudtrail", "start_logging" if given["IsLogging"] else "stop_logging", Name=name)


def _attributes(resource: Resource) -> Attributes:
    trail = resource.call("cloudtrail", "get_trail", Name=resource.physical_id)["Trail"]
    return {"Arn": trail["TrailARN"], "SnsTopicArn": trail.get("SnsTopicARN", "")}


ROWS = (
    ResourceType(
        "AWS::CloudTrail::Trail",
        create=_create,
        update=_update,
        delete=by_id("cloudtrail", "delete_trail", "Name"),
        attributes=_attributes,
        name_property="TrailName",
        taken=found_by("cloudtrail", "get_trail", "Name"),
    ),
)
