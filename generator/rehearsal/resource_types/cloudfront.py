"""What stands in front of a bucket on the web: a distribution, the control of its access, the headers that it adds.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudFront.html
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
)
from generator.rehearsal.service_doubles.response_headers_policies import HOME, STORE

MODIFIED: Final = "2026-01-01T00:00:00Z"
# CloudFormation writes lists where the API wants a count beside the items.
LISTS: Final = frozenset({"Aliases", "AllowedMethods", "CachedMethods", "Items", "Origins"})
NAMED: Final = {
    "IPV6Enabled": "IsIPV6Enabled",
    "AcmCertificateArn": "ACMCertificateArn",
    "SslSupportMethod": "SSLSupportMethod",
}
KNOWN: Final = frozenset(
    {
        "Aliases",
        "Comment",
        "DefaultCacheBehavior",
        "DefaultRootObject",
        "Enabled",
        "HttpVersion",
        "IPV6Enabled",
        "Origins",
        "ViewerCertificate",
        "WebACLId",
    }
)
"""The members that are translated; another one is refused by name."""


def _api(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {NAMED.get(key, key): _listed(item) if key in LISTS else _api(item) for key, item in value.items()}
    return value


def _listed(items: Any) -> dict[str, Any]:
    return {"Quantity": len(items), "Items": [_api(item) for item in items]}


def _config(resource: Resource) -> dict[str, Any]:
    given = resource.properties["DistributionConfig"]
    for name in given.keys() - KNOWN:
        raise NotModelled(f"DistributionConfig.{name}")
    found: dict[str, Any] = _api(given)
    return {"Comment": "", **found, "CallerReference": resource.generated_name(128)}


def _create_distribution(resource: Resource) -> str:
    config = _config(resource)
    _require_parts(resource, config)
    made = resource.call("cloudfront", "create_distribution", DistributionConfig=config)["Distribution"]
    _remember_headers(resource, str(made["Id"]), config)
    return str(made["Id"])


def _require_parts(resource: Resource, config: dict[str, Any]) -> None:
    """CloudFront refuses ids of parts that are not there, and a host name of another distribution; moto takes them."""
    listed = resource.call("cloudfront", "list_distributions")["DistributionList"].get("Items", ())
    taken = {name for each in listed if each["Id"] != resource.physical_id for name in each["Aliases"].get("Items", ())}
    for name in config.get("Aliases", {}).get("Items", ()):
        if name in taken:
            raise AlreadyThere(f"{name} is an alternate domain name of another distribution")
    for origin in config["Origins"]["Items"]:
        if control := origin.get("OriginAccessControlId"):
            resource.call("cloudfront", "get_origin_access_control", Id=control)
    if policy := config["DefaultCacheBehavior"].get("ResponseHeadersPolicyId"):
        resource.call("cloudfront", "get_response_headers_policy", Id=policy)


def _remember_headers(resource: Resource, distribution: str, config: dict[str, Any]) -> None:
    used = resource.account.in_region(HOME).store(f"{STORE} of distributions")
    used[distribution] = config["DefaultCacheBehavior"].get("ResponseHeadersPolicyId", "")


def _update_distribution(resource: Resource) -> None:
    config, found = _config(resource), resource.call("cloudfront", "get_distribution", Id=resource.physical_id)
    _require_parts(resource, config)
    given = {"DistributionConfig": config, "Id": resource.physical_id, "IfMatch": found["ETag"]}
    resource.call("cloudfront", "update_distribution", **given)
    _remember_headers(resource, resource.physical_id, config)


def _delete_distribution(resource: Resource) -> None:
    """CloudFormation disables it first and waits, which takes minutes."""
    found = resource.call("cloudfront", "get_distribution", Id=resource.physical_id)
    resource.call("cloudfront", "delete_distribution", Id=resource.physical_id, IfMatch=found["ETag"])
    resource.account.in_region(HOME).store(f"{STORE} of distributions").pop(resource.physical_id, None)


def _distribution_attributes(resource: Resource) -> Attributes:
    found = resource.call("cloudfront", "get_distribution", Id=resource.physical_id)["Distribution"]
    return {"Id": resource.physical_id, "DomainName": found["DomainName"]}


def _create_control(resource: Resource) -> str:
    config = resource.properties["OriginAccessControlConfig"]
    listed = resource.call("cloudfront", "list_origin_access_controls")["OriginAccessControlList"].get("Items", ())
    if config["Name"] in [each["Name"] for each in listed]:
        raise AlreadyThere(f"an origin access control called {config['Name']} already exists")
    made = resource.call("cloudfront", "create_origin_access_control", OriginAccessControlConfig=config)
    return str(made["OriginAccessControl"]["Id"])


def _update_control(resource: Resource) -> None:
    config = resource.properties["OriginAccessControlConfig"]
    resource.call(
        "cloudfront", "update_origin_access_control", Id=resource.physical_id, OriginAccessControlConfig=config
    )


def _create_headers(resource: Resource) -> str:
    config = resource.properties["ResponseHeadersPolicyConfig"]
    made = resource.call("cloudfront", "create_response_headers_policy", ResponseHeadersPolicyConfig=config)
    return str(made["ResponseHeadersPolicy"]["Id"])


def _update_headers(resource: Resource) -> None:
    config = resource.properties["ResponseHeadersPolicyConfig"]
    resource.call(
        "cloudfront", "update_response_headers_policy", Id=resource.physical_id, ResponseHeadersPolicyConfig=config
    )


def _by_id(operation: str) -> Callable[[Resource], object]:
    return lambda resource: resource.call("cloudfront", operation, Id=resource.physical_id)


def _id(resource: Resource) -> Attributes:
    return {"Id": resource.physical_id}


ROWS = (
    ResourceType(
        "AWS::CloudFront::Distribution",
        create=_create_distribution,
        update=_update_distribution,
        delete=_delete_distribution,
        attributes=_distribution_attributes,
    ),
    ResourceType(
        "AWS::CloudFront::OriginAccessControl",
        create=_create_control,
        update=_update_control,
        delete=_by_id("delete_origin_access_control"),
        attributes=_id,
    ),
    ResourceType(
        "AWS::CloudFront::ResponseHeadersPolicy",
        create=_create_headers,
        update=_update_headers,
        delete=_by_id("delete_response_headers_policy"),
        attributes=lambda resource: {**_id(resource), "LastModifiedTime": MODIFIED},
    ),
)
