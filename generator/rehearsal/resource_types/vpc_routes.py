"""What ties the parts of a VPC together: routes, attachments, addresses, and the entries of network ACLs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, NotModelled, Resource, ResourceType, by_id
from generator.rehearsal.resource_types.vpc import acl_association, known, retag, tags

# Protocols with ports, of which EC2 knows more by number.
PROTOCOLS = {"-1", "1", "6", "17", "58"}


def _create_acl(resource: Resource) -> str:
    known(resource, "VpcId")
    given = {"TagSpecifications": tags(resource, "network-acl"), **resource.pick("VpcId")}
    return str(resource.call("ec2", "create_network_acl", **given)["NetworkAcl"]["NetworkAclId"])


def _entry(resource: Resource) -> dict[str, Any]:
    names = ("CidrBlock", "NetworkAclId", "PortRange", "RuleAction", "RuleNumber")
    known(resource, *names, "Egress", "Protocol")
    protocol = str(resource.properties["Protocol"])
    if protocol not in PROTOCOLS:
        raise NotModelled(f"protocol {protocol} of {resource.logical_id}")
    egress = resource.properties.get("Egress", False)
    return {"Egress": egress, "Protocol": protocol, **resource.pick(*names)}


def _create_entry(resource: Resource) -> str:
    resource.call("ec2", "create_network_acl_entry", **_entry(resource))
    return resource.generated_name(128)


def _delete_entry(resource: Resource) -> None:
    given = {"Egress": resource.properties.get("Egress", False), **resource.pick("NetworkAclId", "RuleNumber")}
    resource.call("ec2", "delete_network_acl_entry", **given)


def _associate_acl(resource: Resource, acl: str) -> str:
    association = acl_association(resource, resource.properties["SubnetId"])
    given = {"AssociationId": association, "NetworkAclId": acl}
    return str(resource.call("ec2", "replace_network_acl_association", **given)["NewAssociationId"])


def _disassociate_acl(resource: Resource) -> None:
    """The subnet falls back to the default ACL of its VPC."""
    (subnet,) = resource.call("ec2", "describe_subnets", SubnetIds=[resource.properties["SubnetId"]])["Subnets"]
    filters = [{"Name": "vpc-id", "Values": [subnet["VpcId"]]}, {"Name": "default", "Values": ["true"]}]
    (default,) = resource.call("ec2", "describe_network_acls", Filters=filters)["NetworkAcls"]
    _associate_acl(resource, default["NetworkAclId"])


def _create_route(resource: Resource) -> str:
    names = ("DestinationCidrBlock", "GatewayId", "NatGatewayId", "RouteTableId")
    known(resource, *names)
    resource.call("ec2", "create_route", **resource.pick(*names))
    return f"{resource.properties['RouteTableId']}|{resource.properties['DestinationCidrBlock']}"


def _update_route(resource: Resource) -> None:
    names = ("DestinationCidrBlock", "GatewayId", "NatGatewayId", "RouteTableId")
    resource.call("ec2", "replace_route", **resource.pick(*names))


def _delete_route(resource: Resource) -> None:
    resource.call("ec2", "delete_route", **resource.pick("DestinationCidrBlock", "RouteTableId"))


def _associate_table(resource: Resource) -> str:
    answer = resource.call("ec2", "associate_route_table", **resource.pick("RouteTableId", "SubnetId"))
    return str(answer["AssociationId"])


def _attach(resource: Resource) -> str:
    known(resource, "InternetGatewayId", "VpcId")
    resource.call("ec2", "attach_internet_gateway", **resource.pick("InternetGatewayId", "VpcId"))
    return f"IGW|{resource.properties['VpcId']}"


def _detach(resource: Resource) -> None:
    resource.call("ec2", "detach_internet_gateway", **resource.pick("InternetGatewayId", "VpcId"))


def _create_address(resource: Resource) -> str:
    known(resource, "Domain")
    given = {"TagSpecifications": tags(resource, "elastic-ip"), **resource.pick("Domain")}
    return str(resource.call("ec2", "allocate_address", **given)["PublicIp"])


def _address(resource: Resource) -> Attributes:
    (found,) = resource.call("ec2", "describe_addresses", PublicIps=[resource.physical_id])["Addresses"]
    return {"AllocationId": found["AllocationId"], "PublicIp": resource.physical_id}


def _release(resource: Resource) -> None:
    resource.call("ec2", "release_address", AllocationId=_address(resource)["AllocationId"])


def _create_nat(resource: Resource) -> str:
    names = ("AllocationId", "ConnectivityType", "SubnetId")
    known(resource, *names)
    given = {"TagSpecifications": tags(resource, "natgateway"), **resource.pick(*names)}
    return str(resource.call("ec2", "create_nat_gateway", **given)["NatGateway"]["NatGatewayId"])


def _nat_attributes(resource: Resource) -> Attributes:
    found = resource.call("ec2", "describe_nat_gateways", NatGatewayIds=[resource.physical_id])["NatGateways"]
    return {
        "EniId": found[0]["NatGatewayAddresses"][0]["NetworkInterfaceId"],
        "NatGatewayId": resource.physical_id,
    }


ROWS = (
    ResourceType(
        "AWS::EC2::NetworkAcl",
        create=_create_acl,
        update=retag,
        delete=by_id("ec2", "delete_network_acl", "NetworkAclId"),
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::EC2::NetworkAclEntry",
        create=_create_entry,
        update=lambda resource: resource.call("ec2", "replace_network_acl_entry", **_entry(resource)),
        delete=_delete_entry,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::EC2::SubnetNetworkAclAssociation",
        create=lambda resource: _associate_acl(resource, resource.properties["NetworkAclId"]),
        delete=_disassociate_acl,
        attributes=lambda resource: {"AssociationId": resource.physical_id},
    ),
    ResourceType(
        "AWS::EC2::Route",
        create=_create_route,
        update=_update_route,
        delete=_delete_route,
        attributes=lambda resource: {"CidrBlock": resource.properties["DestinationCidrBlock"]},
    ),
    ResourceType(
        "AWS::EC2::SubnetRouteTableAssociation",
        create=_associate_table,
        delete=by_id("ec2", "disassociate_route_table", "AssociationId"),
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::EC2::VPCGatewayAttachment",
        create=_attach,
        delete=_detach,
        attributes=lambda _: {"AttachmentType": "IGW"},
    ),
    ResourceType(
        "AWS::EC2::EIP",
        create=_create_address,
        update=lambda resource: retag(resource, _address(resource)["AllocationId"]),
        delete=_release,
        attributes=_address,
    ),
    ResourceType(
        "AWS::EC2::NatGateway",
        create=_create_nat,
        update=retag,
        delete=by_id("ec2", "delete_nat_gateway", "NatGatewayId"),
        attributes=_nat_attributes,
    ),
)
