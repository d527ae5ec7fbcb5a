"""Directories of AWS Directory Service: Managed Microsoft AD and Simple AD.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_DirectoryService.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, by_id

COMMON = ("Name", "Password", "ShortName", "VpcSettings")


def _check(resource: Resource, own: str) -> None:
    for name in sorted(resource.properties.keys() - {*COMMON, own, "EnableSso", "CreateAlias"}):
        raise NotModelled(f"property {name} of a directory is not modelled")
    for name in ("EnableSso", "CreateAlias"):
        if resource.properties.get(name):
            raise NotModelled(f"property {name} of a directory is not modelled")
    if not resource.properties.get("Password"):
        raise ValueError("#: required key [Password] not found")


def _create_microsoft(resource: Resource) -> str:
    _check(resource, "Edition")
    return str(resource.call("ds", "create_microsoft_ad", **resource.pick(*COMMON, "Edition"))["DirectoryId"])


def _create_simple(resource: Resource) -> str:
    _check(resource, "Size")
    return str(resource.call("ds", "create_directory", **resource.pick(*COMMON, "Size"))["DirectoryId"])


def _attributes(resource: Resource) -> Attributes:
    found = resource.call("ds", "describe_directories", DirectoryIds=[resource.physical_id])["DirectoryDescriptions"][0]
    return {"DirectoryId": resource.physical_id, "DnsIpAddresses": found.get("DnsIpAddrs", [])}


ROWS = tuple(
    ResourceType(
        f"AWS::DirectoryService::{kind}",
        create=create,
        delete=by_id("ds", "delete_directory", "DirectoryId"),
        attributes=_attributes,
    )
    for kind, create in (("MicrosoftAD", _create_microsoft), ("SimpleAD", _create_simple))
)
