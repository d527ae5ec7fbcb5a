"""Policies of an Organization and what they are attached to.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
"""

import json

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType


def _create(resource: Resource) -> str:
    answer = resource.call(
        "organizations",
        "create_policy",
        Content=_content(resource),
        Description=resource.properties.get("Description", ""),
        **resource.pick("Name", "Type", "Tags"),
    )
    resource.physical_id = str(answer["Policy"]["PolicySummary"]["Id"])
    resource.old_properties = {}
    _attach(resource)
    return resource.physical_id


def _content(resource: Resource) -> str:
    """CloudFormation sends a mapping as JSON without white space; text it sends as it is."""
    content = resource.properties["Content"]
    return content if isinstance(content, str) else json.dumps(content, separators=(",", ":"))


def _attach(resource: Resource) -> None:
    before = set(resource.old_properties.get("TargetIds", ()))
    after = set(resource.properties.get("TargetIds", ()))
    for operation, targets in (("attach_policy", after - before), ("detach_policy", before - after)):
        for target in sorted(targets):
            resource.call("organizations", operation, PolicyId=resource.physical_id, TargetId=target)


def _update(resource: Resource) -> None:
    resource.call(
        "organizations",
        "update_policy",
        PolicyId=resource.physical_id,
        Content=_content(resource),
        Description=resource.properties.get("Description", ""),
        Name=resource.properties["Name"],
    )
    _attach(resource)


def _delete(resource: Resource) -> None:
    resource.old_properties, resource.properties = resource.properties, {}
    _attach(resource)
    resource.properties = resource.old_properties
    resource.call("organizations", "delete_policy", PolicyId=resource.physical_id)


def _attributes(resource: Resource) -> Attributes:
    summary = resource.call("organizations", "describe_policy", PolicyId=resource.physical_id)["Policy"][
        "PolicySummary"
    ]
    return {"Id": summary["Id"], "Arn": summary["Arn"], "AwsManaged": summary["AwsManaged"]}


ROWS = (
    ResourceType(
        "AWS::Organizations::Policy",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=_attributes,
        name_property="Name",
    ),
)
