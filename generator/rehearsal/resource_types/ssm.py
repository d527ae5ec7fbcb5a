"""Systems Manager documents, associations and parameters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html
"""

import json
from typing import TYPE_CHECKING

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id

if TYPE_CHECKING:
    from collections.abc import Mapping


def _create_document(resource: Resource) -> str:
    name = resource.name("Name", 128)
    resource.call(
        "ssm",
        "create_document",
        Name=name,
        Content=_content(resource),
        DocumentFormat=_format(resource),
        **resource.pick("Attachments", "DocumentType", "Requires", "Tags", "TargetType", "VersionName"),
    )
    return name


def _content(resource: Resource) -> str:
    content = resource.properties["Content"]
    return content if isinstance(content, str) else json.dumps(content)


def _format(resource: Resource) -> str:
    # A mapping reaches the service as JSON whatever the template was written in.
    is_text = isinstance(resource.properties["Content"], str)
    return str(resource.properties.get("DocumentFormat", "JSON")) if is_text else "JSON"


def _update_document(resource: Resource) -> None:
    """UpdateMethod NewVersion: the new version becomes the default one."""
    name = resource.physical_id
    if resource.properties["Content"] != resource.old_properties["Content"]:
        version = resource.call(
            "ssm",
            "update_document",
            Name=name,
            Content=_content(resource),
            DocumentFormat=_format(resource),
            DocumentVersion="$LATEST",
            **resource.pick("TargetType", "VersionName"),
        )["DocumentDescription"]["DocumentVersion"]
        resource.call("ssm", "update_document_default_version", Name=name, DocumentVersion=version)
    if resource.properties.get("Tags"):
        resource.call(
            "ssm",
            "add_tags_to_resource",
            ResourceType="Document",
            ResourceId=name,
            Tags=resource.properties["Tags"],
        )


def _document_is_replaced(resource: Resource) -> bool:
    changed = {
        name
        for name in {*resource.properties, *resource.old_properties}
        if resource.properties.get(name) != resource.old_properties.get(name)
    }
    return resource.properties.get("UpdateMethod") != "NewVersion" and bool(changed - {"Tags", "UpdateMethod"})


ASSOCIATION = (
    "ApplyOnlyAtCronInterval",
    "AssociationName",
    "AutomationTargetParameterName",
    "CalendarNames",
    "ComplianceSeverity",
    "DocumentVersion",
    "InstanceId",
    "MaxConcurrency",
    "MaxErrors",
    "Name",
    "OutputLocation",
    "Parameters",
    "ScheduleExpression",
    "ScheduleOffset",
    "SyncCompliance",
    "Targets",
)


def _create_association(resource: Resource) -> str:
    given = resource.pick(*ASSOCIATION, "Tags")
    return str(resource.call("ssm", "create_association", **given)["AssociationDescription"]["AssociationId"])


def _update_association(resource: Resource) -> None:
    given = {name: value for name, value in resource.pick(*ASSOCIATION).items() if name != "InstanceId"}
    resource.call("ssm", "update_association", AssociationId=resource.physical_id, **given)


def _put_parameter(resource: Resource, *, overwrite: bool) -> str:
    name = resource.physical_id or resource.name("Name", 1011)
    given = resource.pick("AllowedPattern", "DataType", "Description", "Policies", "Tier", "Type", "Value")
    tags: Mapping[str, str] = resource.properties.get("Tags", {})
    labels = None if overwrite or not tags else [{"Key": key, "Value": value} for key, value in tags.items()]
    resource.call("ssm", "put_parameter", Name=name, Overwrite=overwrite, Tags=labels, **given)
    return name


def _parameter_attributes(resource: Resource) -> Attributes:
    parameter = resource.call("ssm", "get_parameter", Name=resource.physical_id)["Parameter"]
    return {"Arn": parameter["ARN"], "Type": parameter["Type"], "Value": parameter["Value"]}


ROWS = (
    ResourceType(
        "AWS::SSM::Document",
        create=_create_document,
        update=_update_document,
        delete=by_id("ssm", "delete_document", "Name"),
        name_property="Name",
        replaces=_document_is_replaced,
    ),
    ResourceType(
        "AWS::SSM::Association",
        create=_create_association,
        update=_update_association,
        delete=by_id("ssm", "delete_association", "AssociationId"),
        attributes=lambda resource: {"AssociationId": resource.physical_id},
    ),
    ResourceType(
        "AWS::SSM::Parameter",
        create=lambda resource: _put_parameter(resource, overwrite=False),
        update=lambda resource: _put_parameter(resource, overwrite=True),
        delete=by_id("ssm", "delete_parameter", "Name"),
        attributes=_parameter_attributes,
        name_property="Name",
    ),
)
