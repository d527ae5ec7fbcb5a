"""KMS keys and aliases.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
"""

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id


def _create_key(resource: Resource) -> str:
    policy = resource.properties.get("KeyPolicy")
    tags = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in resource.properties.get("Tags", ())]
    metadata = resource.call(
        "kms",
        "create_key",
        Policy=None if policy is None else policy_text(policy),
        Tags=tags or None,
        **resource.pick(
            "Description",
            "KeySpec",
            "KeyUsage",
            "MultiRegion",
            "Origin",
            BypassPolicyLockoutSafetyCheck="BypassPolicyLockoutSafetyCheck",
        ),
    )["KeyMetadata"]
    resource.physical_id = metadata["KeyId"]
    _set(resource)
    return str(metadata["KeyId"])


def _set(resource: Resource) -> None:
    key = resource.physical_id
    if resource.properties.get("EnableKeyRotation"):
        period = resource.properties.get("RotationPeriodInDays")
        resource.call("kms", "enable_key_rotation", KeyId=key, RotationPeriodInDays=period)
    elif resource.old_properties.get("EnableKeyRotation"):
        resource.call("kms", "disable_key_rotation", KeyId=key)
    if not resource.properties.get("Enabled", True):
        resource.call("kms", "disable_key", KeyId=key)


def _update_key(resource: Resource) -> None:
    key, new = resource.physical_id, resource.properties
    if "KeyPolicy" in new:
        resource.call("kms", "put_key_policy", KeyId=key, PolicyName="default", Policy=policy_text(new["KeyPolicy"]))
    resource.call("kms", "update_key_description", KeyId=key, Description=new.get("Description", ""))
    if new.get("Enabled", True) and not resource.old_properties.get("Enabled", True):
        resource.call("kms", "enable_key", KeyId=key)
    _set(resource)


def _key_is_replaced(resource: Resource) -> bool:
    fixed = ("KeySpec", "KeyUsage", "MultiRegion", "Origin")
    return any(resource.properties.get(name) != resource.old_properties.get(name) for name in fixed)


def _delete_key(resource: Resource) -> None:
    days = resource.properties.get("PendingWindowInDays", 30)
    resource.call("kms", "schedule_key_deletion", KeyId=resource.physical_id, PendingWindowInDays=days)


def _key_attributes(resource: Resource) -> Attributes:
    metadata = resource.call("kms", "describe_key", KeyId=resource.physical_id)["KeyMetadata"]
    return {"Arn": metadata["Arn"], "KeyId": metadata["KeyId"]}


def _create_alias(resource: Resource) -> str:
    resource.call("kms", "create_alias", **resource.pick("AliasName", "TargetKeyId"))
    return str(resource.properties["AliasName"])


ROWS = (
    ResourceType(
        "AWS::KMS::Key",
        create=_create_key,
        update=_update_key,
        delete=_delete_key,
        attributes=_key_attributes,
        replaces=_key_is_replaced,
    ),
    ResourceType(
        "AWS::KMS::Alias",
        create=_create_alias,
        update=lambda resource: resource.call("kms", "update_alias", **resource.pick("AliasName", "TargetKeyId")),
        delete=by_id("kms", "delete_alias", "AliasName"),
        name_property="AliasName",
    ),
)
