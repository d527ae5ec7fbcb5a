"""Conformance packs of an account, and of an Organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-conformancepack.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-organizationconformancepack.html
"""

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, found_by


def _put(resource: Resource) -> str:
    resource.call("config", "put_conformance_pack", **resource.properties)
    return str(resource.properties["ConformancePackName"])


def _put_of_organization(resource: Resource) -> str:
    resource.call("config", "put_organization_conformance_pack", **resource.properties)
    return str(resource.properties["OrganizationConformancePackName"])


def _arn(resource: Resource) -> Attributes:
    answer = resource.call("config", "describe_conformance_packs", ConformancePackNames=[resource.physical_id])
    return {"ConformancePackArn": answer["ConformancePackDetails"][0]["ConformancePackArn"]}


def _arn_of_organization(resource: Resource) -> Attributes:
    names = [resource.physical_id]
    answer = resource.call("config", "describe_organization_conformance_packs", OrganizationConformancePackNames=names)
    arn = answer["OrganizationConformancePacks"][0]["OrganizationConformancePackArn"]
    return {"OrganizationConformancePackArn": arn}


ROWS = (
    ResourceType(
        "AWS::Config::ConformancePack",
        create=_put,
        update=_put,
        delete=by_id("config", "delete_conformance_pack", "ConformancePackName"),
        attributes=_arn,
        name_property="ConformancePackName",
        taken=found_by("config", "describe_conformance_packs", "ConformancePackNames", "ConformancePackDetails"),
    ),
    ResourceType(
        "AWS::Config::OrganizationConformancePack",
        create=_put_of_organization,
        update=_put_of_organization,
        delete=by_id("config", "delete_organization_conformance_pack", "OrganizationConformancePackName"),
        attributes=_arn_of_organization,
        name_property="OrganizationConformancePackName",
        taken=found_by(
            "config",
            "describe_organization_conformance_packs",
            "OrganizationConformancePackNames",
            "OrganizationConformancePacks",
        ),
    ),
)
