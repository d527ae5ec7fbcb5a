"""Log groups and metric filters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Logs.html
"""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    lower_camel,
)

LOG_GROUP = frozenset(
    {"DeletionProtectionEnabled", "KmsKeyId", "LogGroupClass", "LogGroupName", "RetentionInDays", "Tags"}
)


def _create_group(resource: Resource) -> str:
    unknown = sorted(set(resource.properties) - LOG_GROUP)
    if unknown:
        raise NotModelled(f"property {unknown[0]} of a log group is not modelled")
    name = resource.name("LogGroupName", 512)
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", ())}
    resource.call(
        "logs",
        "create_log_group",
        logGroupName=name,
        tags=tags or None,
        **resource.pick(
            kmsKeyId="KmsKeyId",
            logGroupClass="LogGroupClass",
            deletionProtectionEnabled="DeletionProtectionEnabled",
        ),
    )
    resource.physical_id = name
    _set_retention(resource)
    return name


def _set_retention(resource: Resource) -> None:
    days = resource.properties.get("RetentionInDays")
    if days is not None:
        resource.call("logs", "put_retention_policy", logGroupName=resource.physical_id, retentionInDays=days)


def _update_group(resource: Resource) -> None:
    name, new, old = resource.physical_id, resource.properties, resource.old_properties
    _set_retention(resource)
    if "RetentionInDays" in old and "RetentionInDays" not in new:
        resource.call("logs", "delete_retention_policy", logGroupName=name)
    if new.get("KmsKeyId") != old.get("KmsKeyId"):
        operation = "associate_kms_key" if "KmsKeyId" in new else "disassociate_kms_key"
        resource.call("logs", operation, logGroupName=name, kmsKeyId=new.get("KmsKeyId"))


def _group_attributes(resource: Resource) -> Attributes:
    groups = resource.call("logs", "describe_log_groups", logGroupNamePrefix=resource.physical_id)["logGroups"]
    return {"Arn": next(group["arn"] for group in groups if group["logGroupName"] == resource.physical_id)}


def _put_filter(resource: Resource) -> str:
    name = resource.physical_id or resource.name("FilterName", 512)
    resource.call(
        "logs",
        "put_metric_filter",
        filterName=name,
        metricTransformations=[_transformation(item) for item in resource.properties["MetricTransformations"]],
        **resource.pick(
            applyOnTransformedLogs="ApplyOnTransformedLogs",
            filterPattern="FilterPattern",
            logGroupName="LogGroupName",
        ),
    )
    return name


def _transformation(item: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = lower_camel(item)
    if "Dimensions" in item:
        result["dimensions"] = {dimension["Key"]: dimension["Value"] for dimension in item["Dimensions"]}
    return result


def _filter_exists(resource: Resource, name: str) -> bool:
    group = resource.properties["LogGroupName"]
    filters = resource.call("logs", "describe_metric_filters", logGroupName=group, filterNamePrefix=name)
    return any(found["filterName"] == name for found in filters["metricFilters"])


def _delete_filter(resource: Resource) -> None:
    group = resource.properties["LogGroupName"]
    resource.call("logs", "delete_metric_filter", filterName=resource.physical_id, logGroupName=group)


ROWS = (
    ResourceType(
        "AWS::Logs::LogGroup",
        create=_create_group,
        update=_update_group,
        delete=by_id("logs", "delete_log_group", "logGroupName"),
        attributes=_group_attributes,
        name_property="LogGroupName",
    ),
    ResourceType(
        "AWS::Logs::MetricFilter",
        create=_put_filter,
        update=_put_filter,
        delete=_delete_filter,
        name_property="FilterName",
        taken=_filter_exists,
    ),
)
