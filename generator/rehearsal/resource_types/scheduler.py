"""Schedules of EventBridge Scheduler and their groups.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Scheduler.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, found_by

SCHEDULE = (
    "Description",
    "EndDate",
    "FlexibleTimeWindow",
    "GroupName",
    "KmsKeyArn",
    "ScheduleExpression",
    "ScheduleExpressionTimezone",
    "StartDate",
    "State",
    "Target",
)


def _create_group(resource: Resource) -> str:
    name = resource.name("Name", 64)
    resource.call("scheduler", "create_schedule_group", Name=name, **resource.pick("Tags"))
    return name


def _group_attributes(resource: Resource) -> Attributes:
    group = resource.call("scheduler", "get_schedule_group", Name=resource.physical_id)
    dates = {name: group[name].isoformat() for name in ("CreationDate", "LastModificationDate")}
    return {"Arn": group["Arn"], "State": group["State"], **dates}


def _create_schedule(resource: Resource) -> str:
    name = resource.name("Name", 64)
    resource.call("scheduler", "create_schedule", Name=name, **resource.pick(*SCHEDULE))
    return name


def _update_schedule(resource: Resource) -> None:
    resource.call("scheduler", "update_schedule", Name=resource.physical_id, **resource.pick(*SCHEDULE))


def _group_of(resource: Resource) -> dict[str, Any]:
    return resource.pick("GroupName")


def _schedule_attributes(resource: Resource) -> Attributes:
    found = resource.call("scheduler", "get_schedule", Name=resource.physical_id, **_group_of(resource))
    return {"Arn": found["Arn"]}


def _delete_schedule(resource: Resource) -> None:
    resource.call("scheduler", "delete_schedule", Name=resource.physical_id, **_group_of(resource))


ROWS = (
    ResourceType(
        "AWS::Scheduler::ScheduleGroup",
        create=_create_group,
        delete=by_id("scheduler", "delete_schedule_group", "Name"),
        attributes=_group_attributes,
        name_property="Name",
        taken=found_by("scheduler", "get_schedule_group", "Name"),
    ),
    ResourceType(
        "AWS::Scheduler::Schedule",
        create=_create_schedule,
        update=_update_schedule,
        delete=_delete_schedule,
        attributes=_schedule_attributes,
        name_property="Name",
    ),
)
