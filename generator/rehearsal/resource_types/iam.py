"""Roles, policies and service-linked roles.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
"""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, by_id


def _create_role(resource: Resource) -> str:
    name = resource.name("RoleName", 64)
    resource.call(
        "iam",
        "create_role",
        RoleName=name,
        AssumeRolePolicyDocument=policy_text(resource.properties["AssumeRolePolicyDocument"]),
        **resource.pick("Description", "MaxSessionDuration", "Path", "PermissionsBoundary", "Tags"),
    )
    resource.physical_id = name
    for policy in resource.properties.get("Policies", ()):
        _put_inline(resource, policy)
    for arn in resource.properties.get("ManagedPolicyArns", ()):
        resource.call("iam", "attach_role_policy", RoleName=name, PolicyArn=arn)
    return name


def _put_inline(resource: Resource, policy: Mapping[str, Any]) -> None:
    resource.call(
        "iam",
        "put_role_policy",
        RoleName=resource.physical_id,
        PolicyName=policy["PolicyName"],
        PolicyDocument=policy_text(policy["PolicyDocument"]),
    )


def _update_role(resource: Resource) -> None:
    name, new, old = resource.physical_id, resource.properties, resource.old_properties
    trust = policy_text(new["AssumeRolePolicyDocument"])
    resource.call("iam", "update_assume_role_policy", RoleName=name, PolicyDocument=trust)
    session = new.get("MaxSessionDuration", 3600)
    resource.call(
        "iam", "update_role", RoleName=name, Description=new.get("Description", ""), MaxSessionDuration=session
    )
    for policy in new.get("Policies", ()):
        _put_inline(resource, policy)
    for gone in _names(old) - _names(new):
        resource.call("iam", "delete_role_policy", RoleName=name, PolicyName=gone)
    before, after = set(old.get("ManagedPolicyArns", ())), set(new.get("ManagedPolicyArns", ()))
    for arn in sorted(after - before):
        resource.call("iam", "attach_role_policy", RoleName=name, PolicyArn=arn)
    for arn in sorted(before - after):
        resource.call("iam", "detach_role_policy", RoleName=name, PolicyArn=arn)
    if "PermissionsBoundary" in new:
        boundary = new["PermissionsBoundary"]
        resource.call("iam", "put_role_permissions_boundary", RoleName=name, PermissionsBoundary=boundary)
    elif "PermissionsBoundary" in old:
        resource.call("iam", "delete_role_permissions_boundary", RoleName=name)
    if new.get("Tags"):
        resource.call("iam", "tag_role", RoleName=name, Tags=new["Tags"])


def _names(properties: Mapping[str, Any]) -> set[str]:
    return {policy["PolicyName"] for policy in properties.get("Policies", ())}


def _delete_role(resource: Resource) -> None:
    """Only what the role's own properties attached is detached: AWS refuses to delete a role that has more."""
    name = resource.physical_id
    inline = resource.call("iam", "list_role_policies", RoleName=name)["PolicyNames"]
    for policy in _names(resource.properties) & set(inline):
        resource.call("iam", "delete_role_policy", RoleName=name, PolicyName=policy)
    attached = resource.call("iam", "list_attached_role_policies", RoleName=name)["AttachedPolicies"]
    for arn in set(resource.properties.get("ManagedPolicyArns", ())) & {item["PolicyArn"] for item in attached}:
        resource.call("iam", "detach_role_policy", RoleName=name, PolicyArn=arn)
    resource.call("iam", "delete_role", RoleName=name)


def _role_attributes(resource: Resource) -> Attributes:
    role = resource.call("iam", "get_role", RoleName=resource.physical_id)["Role"]
    return {"Arn": role["Arn"], "RoleId": role["RoleId"]}


def _create_managed_policy(resource: Resource) -> str:
    policy = resource.call(
        "iam",
        "create_policy",
        PolicyName=resource.name("ManagedPolicyName", 128),
        PolicyDocument=policy_text(resource.properties["PolicyDocument"]),
        **resource.pick("Description", "Path"),
    )["Policy"]
    resource.physical_id = policy["Arn"]
    _attach(resource, {}, resource.properties)
    return str(policy["Arn"])


def _update_managed_policy(resource: Resource) -> None:
    arn = resource.physical_id
    versions = resource.call("iam", "list_policy_versions", PolicyArn=arn)["Versions"]
    # IAM keeps five versions; CloudFormation drops the oldest one.
    if len(versions) >= 5:
        oldest = min(
            (version for version in versions if not version["IsDefaultVersion"]), key=lambda v: v["CreateDate"]
        )
        resource.call("iam", "delete_policy_version", PolicyArn=arn, VersionId=oldest["VersionId"])
    document = policy_text(resource.properties["PolicyDocument"])
    resource.call("iam", "create_policy_version", PolicyArn=arn, PolicyDocument=document, SetAsDefault=True)
    _attach(resource, resource.old_properties, resource.properties)


def _attach(resource: Resource, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    for holders, kind in (("Roles", "role"), ("Users", "user"), ("Groups", "group")):
        before, after = set(old.get(holders, ())), set(new.get(holders, ()))
        argument = f"{kind.title()}Name"
        for name in sorted(after - before):
            resource.call("iam", f"attach_{kind}_policy", PolicyArn=resource.physical_id, **{argument: name})
        for name in sorted(before - after):
            resource.call("iam", f"detach_{kind}_policy", PolicyArn=resource.physical_id, **{argument: name})


def _delete_managed_policy(resource: Resource) -> None:
    arn = resource.physical_id
    _attach(resource, resource.properties, {})
    for version in resource.call("iam", "list_policy_versions", PolicyArn=arn)["Versions"]:
        if not version["IsDefaultVersion"]:
            resource.call("iam", "delete_policy_version", PolicyArn=arn, VersionId=version["VersionId"])
    resource.call("iam", "delete_policy", PolicyArn=arn)


def _managed_policy_attributes(resource: Resource) -> Attributes:
    policy = resource.call("iam", "get_policy", PolicyArn=resource.physical_id)["Policy"]
    return {
        "AttachmentCount": policy["AttachmentCount"],
        "CreateDate": policy["CreateDate"].isoformat(),
        "DefaultVersionId": policy["DefaultVersionId"],
        "IsAttachable": policy["IsAttachable"],
        "PermissionsBoundaryUsageCount": policy.get("PermissionsBoundaryUsageCount", 0),
        "PolicyArn": policy["Arn"],
        "PolicyId": policy["PolicyId"],
        "UpdateDate": policy["UpdateDate"].isoformat(),
    }


def _put_policy(resource: Resource) -> None:
    holders = _holders(resource.properties)
    if not holders:
        raise NotModelled("At least one of [Groups,Roles,Users] must be non-empty.")
    for kind, name in holders:
        resource.call(
            "iam",
            f"put_{kind}_policy",
            PolicyName=resource.properties["PolicyName"],
            PolicyDocument=policy_text(resource.properties["PolicyDocument"]),
            **{f"{kind.title()}Name": name},
        )
    _delete_policy_of(resource, resource.old_properties, set(_holders(resource.old_properties)) - set(holders))


def _holders(properties: Mapping[str, Any]) -> list[tuple[str, str]]:
    kinds = (("Roles", "role"), ("Users", "user"), ("Groups", "group"))
    return [(kind, name) for holders, kind in kinds for name in properties.get(holders, ())]


def _delete_policy_of(resource: Resource, properties: Mapping[str, Any], holders: set[tuple[str, str]]) -> None:
    for kind, name in sorted(holders):
        names = {f"{kind.title()}Name": name}
        resource.call("iam", f"delete_{kind}_policy", PolicyName=properties["PolicyName"], **names)


def _create_policy(resource: Resource) -> str:
    resource.old_properties = {}
    resource.physical_id = resource.generated_name(128)
    _put_policy(resource)
    return resource.physical_id


def _delete_policy(resource: Resource) -> None:
    _delete_policy_of(resource, resource.properties, set(_holders(resource.properties)))


def _create_service_linked_role(resource: Resource) -> str:
    given = resource.pick("AWSServiceName", "CustomSuffix", "Description")
    return str(resource.call("iam", "create_service_linked_role", **given)["Role"]["RoleName"])


def _update_service_linked_role(resource: Resource) -> None:
    description = resource.properties.get("Description", "")
    resource.call("iam", "update_role_description", RoleName=resource.physical_id, Description=description)


ROWS = (
    ResourceType(
        "AWS::IAM::Role",
        lateness=2,
        create=_create_role,
        update=_update_role,
        delete=_delete_role,
        attributes=_role_attributes,
        name_property="RoleName",
    ),
    ResourceType(
        "AWS::IAM::ManagedPolicy",
        lateness=2,
        create=_create_managed_policy,
        update=_update_managed_policy,
        delete=_delete_managed_policy,
        attributes=_managed_policy_attributes,
        name_property="ManagedPolicyName",
    ),
    ResourceType(
        "AWS::IAM::Policy",
        lateness=2,
        create=_create_policy,
        update=_put_policy,
        delete=_delete_policy,
        attributes=lambda resource: {"Id": resource.physical_id},
        replaces=lambda resource: resource.properties["PolicyName"] != resource.old_properties["PolicyName"],
    ),
    ResourceType(
        "AWS::IAM::ServiceLinkedRole",
        lateness=2,
        create=_create_service_linked_role,
        update=_update_service_linked_role,
        delete=by_id("iam", "delete_service_linked_role", "RoleName"),
        attributes=lambda resource: {"RoleName": resource.physical_id},
    ),
)
