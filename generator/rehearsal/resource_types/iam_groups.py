"""Groups of users, with the policies that they are given; a group that still has users is not deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html
"""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType


def _create(resource: Resource) -> str:
    name = resource.name("GroupName", 128)
    resource.call("iam", "create_group", GroupName=name, **resource.pick("Path"))
    resource.physical_id = name
    resource.old_properties = {}
    _update(resource)
    return name


def _update(resource: Resource) -> None:
    name, new, old = resource.physical_id, resource.properties, resource.old_properties
    if new.get("Path", "/") != old.get("Path", "/") and old:
        resource.call("iam", "update_group", GroupName=name, NewPath=new.get("Path", "/"))
    before, after = set(old.get("ManagedPolicyArns", ())), set(new.get("ManagedPolicyArns", ()))
    for arn in sorted(after - before):
        resource.call("iam", "attach_group_policy", GroupName=name, PolicyArn=arn)
    for arn in sorted(before - after):
        resource.call("iam", "detach_group_policy", GroupName=name, PolicyArn=arn)
    for policy in new.get("Policies", ()):
        document = policy_text(policy["PolicyDocument"])
        resource.call(
            "iam", "put_group_policy", GroupName=name, PolicyName=policy["PolicyName"], PolicyDocument=document
        )
    for gone in sorted(_inline(old) - _inline(new)):
        resource.call("iam", "delete_group_policy", GroupName=name, PolicyName=gone)


def _inline(properties: Mapping[str, Any]) -> set[str]:
    return {policy["PolicyName"] for policy in properties.get("Policies", ())}


def _delete(resource: Resource) -> None:
    resource.old_properties, resource.properties = resource.properties, {}
    _update(resource)
    resource.properties = resource.old_properties
    resource.call("iam", "delete_group", GroupName=resource.physical_id)


def _attributes(resource: Resource) -> Attributes:
    return {"Arn": resource.call("iam", "get_group", GroupName=resource.physical_id)["Group"]["Arn"]}


ROWS = (
    ResourceType(
        "AWS::IAM::Group",
        lateness=2,
        create=_create,
        update=_update,
        delete=_delete,
        attributes=_attributes,
        name_property="GroupName",
    ),
)
