"""Instance profiles, through which instances get their role.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType


def _create(resource: Resource) -> str:
    name = resource.name("InstanceProfileName", 128)
    resource.call("iam", "create_instance_profile", InstanceProfileName=name, **resource.pick("Path"))
    resource.physical_id = name
    _add(resource, resource.properties["Roles"])
    return name


def _add(resource: Resource, roles: list[str]) -> None:
    for role in roles:
        given = {"InstanceProfileName": resource.physical_id, "RoleName": role}
        resource.call("iam", "add_role_to_instance_profile", **given)


def _remove(resource: Resource, roles: list[str]) -> None:
    for role in roles:
        given = {"InstanceProfileName": resource.physical_id, "RoleName": role}
        resource.call("iam", "remove_role_from_instance_profile", **given)


def _update(resource: Resource) -> None:
    """A profile holds one role, so the old one goes first."""
    _remove(resource, resource.old_properties["Roles"])
    _add(resource, resource.properties["Roles"])


def _delete(resource: Resource) -> None:
    profile = resource.call("iam", "get_instance_profile", InstanceProfileName=resource.physical_id)["InstanceProfile"]
    _remove(resource, [role["RoleName"] for role in profile["Roles"]])
    resource.call("iam", "delete_instance_profile", InstanceProfileName=resource.physical_id)


def _attributes(resource: Resource) -> Attributes:
    profile = resource.call("iam", "get_instance_profile", InstanceProfileName=resource.physical_id)["InstanceProfile"]
    return {"Arn": profile["Arn"]}


ROWS = (
    ResourceType(
        "AWS::IAM::InstanceProfile",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=_attributes,
        name_property="InstanceProfileName",
    ),
)
