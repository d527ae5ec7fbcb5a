"""Conformance packs of an account, and of an Organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-conformancepack.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-organizationconformancepack.html
"""

from generator.rehearsal.resource_types.resource_type import Resource, ResourceType, by_id


def _put(resource: Resource) -> str:
    resource.call("config", "put_conformance_pack", **resource.properties)
    return str(resource.properties["ConformancePackName"])


def _put_of_organization(resource: Resource) -> str:
    resource.call("config", "put_organization_conformance_pack", **resource.properties)
    return str(resource.properties["OrganizationConformancePackName"])


ROWS = (
    ResourceType(
        "AWS::Config::ConformancePack",
        create=_put,
        update=_put,
        delete=by_id("config", "delete_conformance_pack", "ConformancePackName"),
        name_property="ConformancePackName",
    ),
    ResourceType(
        "AWS::Config::OrganizationConformancePack",
        create=_put_of_organization,
        update=_put_of_organization,
        delete=by_id("config", "delete_organization_conformance_pack", "OrganizationConformancePackName"),
        name_property="OrganizationConformancePackName",
    ),
)
