"""Permission sets of IAM Identity Center and their assignments; whether the instance, the group and the account exist is not modelled.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SSO.html
"""

from collections.abc import Mapping
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import NotModelled, Resource, ResourceType

OWN = {"Description": "Description", "SessionDuration": "SessionDuration", "RelayState": "RelayStateType"}


def _keys(resource: Resource) -> dict[str, str]:
    instance, permission_set = resource.physical_id.split("|")
    return {"InstanceArn": instance, "PermissionSetArn": permission_set}


def _create_set(resource: Resource) -> str:
    given = resource.pick("InstanceArn", "Name", "Tags", **OWN)
    made = resource.call("sso-admin", "create_permission_set", **given)["PermissionSet"]["PermissionSetArn"]
    resource.physical_id = f"{resource.properties['InstanceArn']}|{made}"
    _attach(resource, {})
    return resource.physical_id


def _update_set(resource: Resource) -> None:
    if resource.properties.get("Tags") != resource.old_properties.get("Tags"):
        raise NotModelled("changed Tags of a permission set are not modelled")
    resource.call("sso-admin", "update_permission_set", **_keys(resource), **resource.pick(**OWN))
    _attach(resource, resource.old_properties)
    # Accounts have the old permissions until they are provisioned anew.
    resource.call("sso-admin", "provision_permission_set", **_keys(resource), TargetType="ALL_PROVISIONED_ACCOUNTS")


def _attach(resource: Resource, old: Mapping[str, Any]) -> None:
    keys, new = _keys(resource), resource.properties
    _managed(resource, keys, set(old.get("ManagedPolicies", ())), set(new.get("ManagedPolicies", ())))
    _customer_managed(resource, keys, old, new)
    if new.get("InlinePolicy"):
        text = policy_text(new["InlinePolicy"])
        resource.call("sso-admin", "put_inline_policy_to_permission_set", **keys, InlinePolicy=text)
    elif old.get("InlinePolicy"):
        resource.call("sso-admin", "delete_inline_policy_from_permission_set", **keys)
    if new.get("PermissionsBoundary"):
        boundary = new["PermissionsBoundary"]
        resource.call("sso-admin", "put_permissions_boundary_to_permission_set", **keys, PermissionsBoundary=boundary)
    elif old.get("PermissionsBoundary"):
        resource.call("sso-admin", "delete_permissions_boundary_from_permission_set", **keys)


def _managed(resource: Resource, keys: Mapping[str, str], before: set[str], after: set[str]) -> None:
    for arn in sorted(after - before):
        resource.call("sso-admin", "attach_managed_policy_to_permission_set", **keys, ManagedPolicyArn=arn)
    for arn in sorted(before - after):
        resource.call("sso-admin", "detach_managed_policy_from_permission_set", **keys, ManagedPolicyArn=arn)


def _customer_managed(
    resource: Resource, keys: Mapping[str, str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> None:
    before, after = (each.get("CustomerManagedPolicyReferences", []) for each in (old, new))
    for verb, found in (
        ("attach_customer_managed_policy_reference_to", [each for each in after if each not in before]),
        ("detach_customer_managed_policy_reference_from", [each for each in before if each not in after]),
    ):
        for each in found:
            # moto wants the path that the API takes for granted.
            reference = {"Path": "/", **each}
            resource.call("sso-admin", f"{verb}_permission_set", **keys, CustomerManagedPolicyReference=reference)


def _delete_set(resource: Resource) -> None:
    resource.call("sso-admin", "delete_permission_set", **_keys(resource))


def _assign(resource: Resource) -> str:
    given = resource.properties
    resource.call("sso-admin", "create_account_assignment", **given)
    order = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")
    return "|".join(given[name] for name in order)


ROWS = (
    ResourceType(
        "AWS::SSO::PermissionSet",
        create=_create_set,
        update=_update_set,
        delete=_delete_set,
        attributes=lambda resource: {"PermissionSetArn": _keys(resource)["PermissionSetArn"]},
        name_property="Name",
    ),
    ResourceType(
        "AWS::SSO::Assignment",
        create=_assign,
        delete=lambda resource: resource.call("sso-admin", "delete_account_assignment", **resource.properties),
    ),
)
