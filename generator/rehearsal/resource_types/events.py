"""EventBridge rules with their targets.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html
"""

import json

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, found_by


def _create(resource: Resource) -> str:
    name = resource.name("Name", 64)
    resource.physical_id = name
    _put(resource)
    return name


def _put(resource: Resource) -> None:
    properties, name = resource.properties, resource.physical_id
    pattern = properties.get("EventPattern")
    resource.call(
        "events",
        "put_rule",
        Name=name,
        EventPattern=pattern if pattern is None or isinstance(pattern, str) else json.dumps(pattern),
        **resource.pick("Description", "EventBusName", "RoleArn", "ScheduleExpression", "State", "Tags"),
    )
    bus = resource.pick("EventBusName")
    gone = _target_ids(resource.old_properties) - _target_ids(properties)
    if gone:
        resource.call("events", "remove_targets", Rule=name, Ids=sorted(gone), **bus)
    if properties.get("Targets"):
        answer = resource.call("events", "put_targets", Rule=name, Targets=properties["Targets"], **bus)
        if answer["FailedEntryCount"]:
            raise ValueError(f"targets refused: {answer['FailedEntries']}")


def _target_ids(properties: dict[str, list[dict[str, str]]]) -> set[str]:
    return {target["Id"] for target in properties.get("Targets", ())}


def _delete(resource: Resource) -> None:
    bus = resource.pick("EventBusName")
    ids = sorted(_target_ids(resource.properties))
    if ids:
        resource.call("events", "remove_targets", Rule=resource.physical_id, Ids=ids, **bus)
    resource.call("events", "delete_rule", Name=resource.physical_id, **bus)


def _attributes(resource: Resource) -> Attributes:
    rule = resource.call("events", "describe_rule", Name=resource.physical_id, **resource.pick("EventBusName"))
    return {"Arn": rule["Arn"], "RuleName": resource.physical_id}


ROWS = (
    ResourceType(
        "AWS::Events::Rule",
        create=_create,
        update=_put,
        delete=_delete,
        attributes=_attributes,
        name_property="Name",
        taken=found_by("events", "describe_rule", "Name"),
    ),
)
