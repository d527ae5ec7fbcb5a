"""A VPC with its subnets, route tables, gateways and security groups.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.rehearsal.resource_types.resource_type import (
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
)


def tags(resource: Resource, kind: str) -> list[dict[str, Any]] | None:
    """The tags of a resource that is made, as EC2 takes them."""
    given = resource.properties.get("Tags")
    return [{"ResourceType": kind, "Tags": given}] if given else None


def retag(resource: Resource, identifier: str = "") -> None:
    """The tags that an update brings and takes; ``identifier`` is EC2's where it is not the physical id."""
    tagged = [identifier or resource.physical_id]
    old, new = (resource.old_properties.get("Tags", []), resource.properties.get("Tags", []))
    if gone := [tag for tag in old if tag["Key"] not in {each["Key"] for each in new}]:
        resource.call("ec2", "delete_tags", Resources=tagged, Tags=gone)
    if new:
        resource.call("ec2", "create_tags", Resources=tagged, Tags=new)


def known(resource: Resource, *names: str) -> None:
    """Refuses by name a property that is not translated."""
    for name in resource.properties.keys() - {*names, "Tags"}:
        raise NotModelled(f"property {name} of {resource.logical_id} is not modelled")


def _create_vpc(resource: Resource) -> str:
    known(resource, "CidrBlock", "EnableDnsHostnames", "EnableDnsSupport", "InstanceTenancy")
    given = resource.pick("CidrBlock", "InstanceTenancy")
    made = resource.call("ec2", "create_vpc", TagSpecifications=tags(resource, "vpc"), **given)["Vpc"]
    resource.physical_id = str(made["VpcId"])
    _set_dns(resource)
    return resource.physical_id


def _set_dns(resource: Resource) -> None:
    for name, default in (("EnableDnsSupport", True), ("EnableDnsHostnames", False)):
        value = {"Value": resource.properties.get(name, default)}
        resource.call("ec2", "modify_vpc_attribute", VpcId=resource.physical_id, **{name: value})


def _update_vpc(resource: Resource) -> None:
    _set_dns(resource)
    retag(resource)


def _vpc_attributes(resource: Resource) -> Attributes:
    vpc = resource.physical_id
    filters = [{"Name": "vpc-id", "Values": [vpc]}]
    default = [*filters, {"Name": "default", "Values": ["true"]}]
    named = [*filters, {"Name": "group-name", "Values": ["default"]}]
    (acl,) = resource.call("ec2", "describe_network_acls", Filters=default)["NetworkAcls"]
    (group,) = resource.call("ec2", "describe_security_groups", Filters=named)["SecurityGroups"]
    (found,) = resource.call("ec2", "describe_vpcs", VpcIds=[vpc])["Vpcs"]
    return {
        "CidrBlock": found["CidrBlock"],
        "CidrBlockAssociations": [each["AssociationId"] for each in found["CidrBlockAssociationSet"]],
        "DefaultNetworkAcl": acl["NetworkAclId"],
        "DefaultSecurityGroup": group["GroupId"],
        "Ipv6CidrBlocks": [],
        "VpcId": vpc,
    }


def _create_subnet(resource: Resource) -> str:
    known(resource, "AvailabilityZone", "CidrBlock", "MapPublicIpOnLaunch", "VpcId")
    given = resource.pick("AvailabilityZone", "CidrBlock", "VpcId")
    made = resource.call("ec2", "create_subnet", TagSpecifications=tags(resource, "subnet"), **given)["Subnet"]
    resource.physical_id = str(made["SubnetId"])
    _set_public_addresses(resource)
    return resource.physical_id


def _set_public_addresses(resource: Resource) -> None:
    value = {"Value": resource.properties.get("MapPublicIpOnLaunch", False)}
    resource.call("ec2", "modify_subnet_attribute", SubnetId=resource.physical_id, MapPublicIpOnLaunch=value)


def _update_subnet(resource: Resource) -> None:
    _set_public_addresses(resource)
    retag(resource)


def acl_association(resource: Resource, subnet: str) -> str:
    """The id of the association of a subnet with its network ACL, of which it always has one."""
    filters = [{"Name": "association.subnet-id", "Values": [subnet]}]
    (acl,) = resource.call("ec2", "describe_network_acls", Filters=filters)["NetworkAcls"]
    return next(str(each["NetworkAclAssociationId"]) for each in acl["Associations"] if each["SubnetId"] == subnet)


def _subnet_attributes(resource: Resource) -> Attributes:
    (found,) = resource.call("ec2", "describe_subnets", SubnetIds=[resource.physical_id])["Subnets"]
    return {
        "AvailabilityZone": found["AvailabilityZone"],
        "BlockPublicAccessStates": [{"InternetGatewayBlockMode": "off"}],
        "CidrBlock": found["CidrBlock"],
        "Ipv6CidrBlocks": [],
        "NetworkAclAssociationId": acl_association(resource, resource.physical_id),
        "SubnetId": resource.physical_id,
        "VpcId": found["VpcId"],
    }


def _create_group(resource: Resource) -> str:
    known(resource, "GroupDescription", "GroupName", "SecurityGroupEgress", "SecurityGroupIngress", "VpcId")
    made = resource.call(
        "ec2",
        "create_security_group",
        GroupName=resource.name("GroupName", 255),
        Description=resource.properties["GroupDescription"],
        TagSpecifications=tags(resource, "security-group"),
        **resource.pick("VpcId"),
    )
    resource.physical_id = str(made["GroupId"])
    _authorize(resource, "ingress", resource.properties.get("SecurityGroupIngress", []))
    _set_egress(resource, None, resource.properties.get("SecurityGroupEgress"))
    return resource.physical_id


def _authorize(resource: Resource, direction: str, rules: Sequence[Mapping[str, Any]]) -> None:
    for rule in rules:
        given = {"GroupId": resource.physical_id, "IpPermissions": [permission(rule)]}
        resource.call("ec2", f"authorize_security_group_{direction}", **given)


def _revoke(resource: Resource, direction: str, rules: Sequence[Mapping[str, Any]]) -> None:
    for rule in rules:
        given = {"GroupId": resource.physical_id, "IpPermissions": [permission(rule)]}
        resource.call("ec2", f"revoke_security_group_{direction}", **given)


EVERYTHING_OUT = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}


def _set_egress(resource: Resource, old: Any, new: Any) -> None:
    """A group lets everything out unless its template says what."""
    before, after = ([EVERYTHING_OUT] if each is None else each for each in (old, new))
    _revoke(resource, "egress", [rule for rule in before if rule not in after])
    _authorize(resource, "egress", [rule for rule in after if rule not in before])


def permission(rule: Mapping[str, Any]) -> dict[str, Any]:
    """One rule of a template as EC2 takes it."""
    described = {"Description": rule["Description"]} if "Description" in rule else {}
    found: dict[str, Any] = {"IpProtocol": rule["IpProtocol"]}
    found |= {name: rule[name] for name in ("FromPort", "ToPort") if name in rule}
    sources: dict[str, list[dict[str, Any]]] = {}
    for name, (ranges, member) in SOURCES.items():
        if name in rule:
            sources.setdefault(ranges, []).append({member: rule[name], **described})
    if not sources:
        raise NotModelled(f"a rule of a security group with {', '.join(sorted(rule))}")
    return found | sources


SOURCES = {
    "CidrIp": ("IpRanges", "CidrIp"),
    "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}


def _update_group(resource: Resource) -> None:
    old, new = resource.old_properties, resource.properties
    before, after = (each.get("SecurityGroupIngress", []) for each in (old, new))
    _revoke(resource, "ingress", [rule for rule in before if rule not in after])
    _authorize(resource, "ingress", [rule for rule in after if rule not in before])
    _set_egress(resource, old.get("SecurityGroupEgress"), new.get("SecurityGroupEgress"))
    retag(resource)


def _creates(operation: str, kind: str, answer: str, identifier: str, *names: str) -> Callable[[Resource], str]:
    def create(resource: Resource) -> str:
        known(resource, *names)
        given = resource.pick(*names)
        made = resource.call("ec2", operation, TagSpecifications=tags(resource, kind), **given)[answer]
        return str(made[identifier])

    return create


def _id_as(name: str) -> Callable[[Resource], Attributes]:
    return lambda resource: {name: resource.physical_id}


ROWS = (
    ResourceType(
        "AWS::EC2::VPC",
        create=_create_vpc,
        update=_update_vpc,
        delete=by_id("ec2", "delete_vpc", "VpcId"),
        attributes=_vpc_attributes,
    ),
    ResourceType(
        "AWS::EC2::Subnet",
        create=_create_subnet,
        update=_update_subnet,
        delete=by_id("ec2", "delete_subnet", "SubnetId"),
        attributes=_subnet_attributes,
    ),
    ResourceType(
        "AWS::EC2::SecurityGroup",
        create=_create_group,
        update=_update_group,
        delete=by_id("ec2", "delete_security_group", "GroupId"),
        attributes=lambda resource: {"GroupId": resource.physical_id, "Id": resource.physical_id},
        name_property="GroupName",
    ),
    ResourceType(
        "AWS::EC2::RouteTable",
        create=_creates("create_route_table", "route-table", "RouteTable", "RouteTableId", "VpcId"),
        update=retag,
        delete=by_id("ec2", "delete_route_table", "RouteTableId"),
        attributes=_id_as("RouteTableId"),
    ),
    ResourceType(
        "AWS::EC2::InternetGateway",
        create=_creates("create_internet_gateway", "internet-gateway", "InternetGateway", "InternetGatewayId"),
        update=retag,
        delete=by_id("ec2", "delete_internet_gateway", "InternetGatewayId"),
        attributes=_id_as("InternetGatewayId"),
    ),
)
