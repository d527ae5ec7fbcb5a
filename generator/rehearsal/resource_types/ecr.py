"""The private registry's scanning configuration, of which every account has one from the start.

AWS's handlers of what a registry has once refuse to create where it is not the default any more. ENHANCED turns Amazon Inspector on, and
deletion turns it off.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-registryscanningconfiguration.html
https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ecr
https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2516
"""

from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    Attributes,
    Resource,
    ResourceType,
    lower_camel,
)


def _create(resource: Resource) -> str:
    found = resource.call("ecr", "get_registry_scanning_configuration")["scanningConfiguration"]
    if found["scanType"] != "BASIC" or found.get("rules"):
        raise AlreadyThere(f"the scanning configuration of registry {resource.account.account_id} already exists")
    _put(resource)
    return resource.account.account_id


def _put(resource: Resource) -> None:
    kind, inspected = resource.properties["ScanType"], [resource.account.account_id]
    if kind == "ENHANCED":
        resource.call("inspector2", "enable", accountIds=inspected, resourceTypes=["ECR"])
    rules = lower_camel(resource.properties["Rules"])
    resource.call("ecr", "put_registry_scanning_configuration", scanType=kind, rules=rules)


def _delete(resource: Resource) -> None:
    resource.call("ecr", "put_registry_scanning_configuration", scanType="BASIC", rules=[])
    if resource.properties["ScanType"] == "ENHANCED":
        inspected = [resource.account.account_id]
        resource.call("inspector2", "disable", accountIds=inspected, resourceTypes=["ECR"])


def _attributes(resource: Resource) -> Attributes:
    return {"RegistryId": resource.physical_id}


ROWS = (
    ResourceType(
        "AWS::ECR::RegistryScanningConfiguration",
        create=_create,
        update=_put,
        delete=_delete,
        attributes=_attributes,
    ),
)
