"""Web ACLs of AWS WAF, their logging, and what they stand before.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_WAFv2.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType

MEMBERS = ("DefaultAction", "Description", "Rules", "VisibilityConfig")


def _known(resource: Resource) -> None:
    for name in resource.properties.keys() - {*MEMBERS, "Name", "Scope", "Tags"}:
        raise NotModelled(f"property {name} of a web ACL")


def _create(resource: Resource) -> str:
    """``Ref`` gives the name, the id and the scope."""
    _known(resource)
    scope, name = resource.properties["Scope"], resource.name("Name", 128)
    if scope == "CLOUDFRONT" and resource.account.region != "us-east-1":
        raise NotModelled("The scope is not valid: CLOUDFRONT is in us-east-1 only.")
    given = {"Rules": [], **resource.pick(*MEMBERS, "Tags")}
    made = resource.call("wafv2", "create_web_acl", Name=name, Scope=scope, **given)["Summary"]
    return f"{name}|{made['Id']}|{scope}"


def _identity(resource: Resource) -> dict[str, str]:
    name, identifier, scope = resource.physical_id.split("|")
    return {"Name": name, "Id": identifier, "Scope": scope}


def _found(resource: Resource) -> dict[str, Any]:
    return resource.call("wafv2", "get_web_acl", **_identity(resource))


def _update(resource: Resource) -> None:
    _known(resource)
    given = {"Rules": [], **resource.pick(*MEMBERS)}
    resource.call("wafv2", "update_web_acl", LockToken=_found(resource)["LockToken"], **_identity(resource), **given)


def _delete(resource: Resource) -> None:
    resource.call("wafv2", "delete_web_acl", LockToken=_found(resource)["LockToken"], **_identity(resource))


def _attributes(resource: Resource) -> Attributes:
    found = _found(resource)["WebACL"]
    return {name: found[member] for name, member in ATTRIBUTES.items()}


ATTRIBUTES = {"Arn": "ARN", "Capacity": "Capacity", "Id": "Id", "LabelNamespace": "LabelNamespace"}


def _log(resource: Resource) -> str:
    """The log group has to be there, under a name that begins as AWS WAF wants it."""
    for destination in resource.properties["LogDestinationConfigs"]:
        name = str(destination).split(":log-group:")[-1]
        groups = resource.call("logs", "describe_log_groups", logGroupNamePrefix=name)["logGroups"]
        if not name.startswith("aws-waf-logs-") or name not in {group["logGroupName"] for group in groups}:
            raise NotModelled(f"The ARN isn't valid: {destination} is no log group of AWS WAF.")
    members = ("LogDestinationConfigs", "LoggingFilter", "RedactedFields", "ResourceArn")
    resource.call("wafv2", "put_logging_configuration", LoggingConfiguration=resource.pick(*members))
    return str(resource.properties["ResourceArn"])


def _delete_log(resource: Resource) -> None:
    resource.call("wafv2", "delete_logging_configuration", ResourceArn=resource.physical_id)


def _associate(resource: Resource) -> str:
    resource.call("wafv2", "associate_web_acl", **resource.pick("ResourceArn", "WebACLArn"))
    return f"{resource.properties['ResourceArn']}|{resource.properties['WebACLArn']}"


def _disassociate(resource: Resource) -> None:
    resource.call("wafv2", "disassociate_web_acl", **resource.pick("ResourceArn"))


ROWS = (
    ResourceType(
        "AWS::WAFv2::WebACL",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=_attributes,
        name_property="Name",
    ),
    ResourceType(
        "AWS::WAFv2::LoggingConfiguration",
        create=_log,
        update=_log,
        delete=_delete_log,
        attributes=lambda _: {"ManagedByFirewallManager": False},
    ),
    ResourceType("AWS::WAFv2::WebACLAssociation", create=_associate, delete=_disassociate),
)
