"""Secrets, their policies and their rotation.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecretsManager.html
"""

import json
from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
    found_by,
)

MODELLED = frozenset({"Description", "GenerateSecretString", "KmsKeyId", "Name", "SecretString", "Tags"})


def _create(resource: Resource) -> str:
    unknown = sorted(set(resource.properties) - MODELLED)
    if unknown:
        raise NotModelled(f"property {unknown[0]} of a secret is not modelled")
    given = resource.pick("Description", "KmsKeyId", "Tags")
    name, value = resource.name("Name", 64), _value(resource)
    return str(resource.call("secretsmanager", "create_secret", Name=name, SecretString=value, **given)["ARN"])


def _value(resource: Resource) -> str | None:
    generate = resource.properties.get("GenerateSecretString")
    if generate is None:
        return resource.properties.get("SecretString")
    kept = {key: item for key, item in generate.items() if key not in ("GenerateStringKey", "SecretStringTemplate")}
    password = resource.call("secretsmanager", "get_random_password", **kept)["RandomPassword"]
    if "SecretStringTemplate" not in generate:
        return str(password)
    return json.dumps({**json.loads(generate["SecretStringTemplate"]), generate["GenerateStringKey"]: password})


def _update(resource: Resource) -> None:
    new, old = resource.properties, resource.old_properties
    changes = any(new.get(key) != old.get(key) for key in ("GenerateSecretString", "SecretString"))
    value = _value(resource) if changes else None
    given = resource.pick("Description", "KmsKeyId")
    resource.call("secretsmanager", "update_secret", SecretId=resource.physical_id, SecretString=value, **given)


def _delete(resource: Resource) -> None:
    given = {"SecretId": resource.physical_id, "ForceDeleteWithoutRecovery": True}
    resource.call("secretsmanager", "delete_secret", **given)


def _put_policy(resource: Resource) -> str:
    secret = resource.properties["SecretId"]
    document = policy_text(resource.properties["ResourcePolicy"])
    if not resource.physical_id:
        _no_policy(resource, secret)
    given = resource.pick("BlockPublicPolicy")
    return str(
        resource.call("secretsmanager", "put_resource_policy", SecretId=secret, ResourcePolicy=document, **given)["ARN"]
    )


def _no_policy(resource: Resource, secret: str) -> None:
    found = resource.call("secretsmanager", "get_resource_policy", SecretId=secret)
    if found.get("ResourcePolicy"):
        raise AlreadyThere(f"The secret {secret} has a resource policy already.")


def _rotate(resource: Resource) -> str:
    given: dict[str, Any] = resource.pick("SecretId", "RotationLambdaARN", "RotationRules")
    immediately = resource.properties.get("RotateImmediatelyOnUpdate")
    return str(resource.call("secretsmanager", "rotate_secret", RotateImmediately=immediately, **given)["ARN"])


ROWS = (
    ResourceType(
        "AWS::SecretsManager::Secret",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=lambda resource: {"Id": resource.physical_id},
        name_property="Name",
        taken=found_by("secretsmanager", "describe_secret", "SecretId"),
    ),
    ResourceType(
        "AWS::SecretsManager::ResourcePolicy",
        create=_put_policy,
        update=_put_policy,
        delete=by_id("secretsmanager", "delete_resource_policy", "SecretId"),
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::SecretsManager::RotationSchedule",
        create=_rotate,
        update=_rotate,
        delete=by_id("secretsmanager", "cancel_rotate_secret", "SecretId"),
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
)
