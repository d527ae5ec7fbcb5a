"""Endpoints of services in a VPC, the log of its traffic, and the block on its gateways.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-flowlog.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcblockpublicaccessoptions.html
"""

from typing import Any

from generator.rehearsal.resource_types.policy_text import policy_text
from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    Attributes,
    NotModelled,
    Resource,
    ResourceType,
)
from generator.rehearsal.resource_types.vpc import known, retag, tags

LISTS = {"RouteTableIds": "RouteTableIds", "SecurityGroupIds": "SecurityGroupIds", "SubnetIds": "SubnetIds"}
MODE = "InternetGatewayBlockMode"


def _create_endpoint(resource: Resource) -> str:
    known(resource, *LISTS, "PolicyDocument", "PrivateDnsEnabled", "ServiceName", "VpcEndpointType", "VpcId")
    given = resource.pick(*LISTS, "PrivateDnsEnabled", "ServiceName", "VpcEndpointType", "VpcId")
    if "PolicyDocument" in resource.properties:
        given["PolicyDocument"] = policy_text(resource.properties["PolicyDocument"])
    given.setdefault("VpcEndpointType", "Gateway")
    made = resource.call("ec2", "create_vpc_endpoint", TagSpecifications=tags(resource, "vpc-endpoint"), **given)
    return str(made["VpcEndpoint"]["VpcEndpointId"])


def _update_endpoint(resource: Resource) -> None:
    old, new = resource.old_properties, resource.properties
    if old.get("PrivateDnsEnabled") != new.get("PrivateDnsEnabled"):
        raise NotModelled("a change of PrivateDnsEnabled")
    changes: dict[str, Any] = {"PolicyDocument": policy_text(new["PolicyDocument"])} if "PolicyDocument" in new else {}
    for name in LISTS:
        before, after = (each.get(name, []) for each in (old, new))
        changes[f"Add{name}"] = [each for each in after if each not in before] or None
        changes[f"Remove{name}"] = [each for each in before if each not in after] or None
    resource.call("ec2", "modify_vpc_endpoint", VpcEndpointId=resource.physical_id, **changes)
    retag(resource)


def _delete_endpoint(resource: Resource) -> None:
    resource.call("ec2", "delete_vpc_endpoints", VpcEndpointIds=[resource.physical_id])


def _endpoint_attributes(resource: Resource) -> Attributes:
    (found,) = resource.call("ec2", "describe_vpc_endpoints", VpcEndpointIds=[resource.physical_id])["VpcEndpoints"]
    return {
        "CreationTimestamp": found["CreationTimestamp"].isoformat(),
        "DnsEntries": [each["DnsName"] for each in found.get("DnsEntries", [])],
        "Id": resource.physical_id,
        "NetworkInterfaceIds": found.get("NetworkInterfaceIds", []),
    }


def _create_log(resource: Resource) -> str:
    """A log that cannot be delivered, which EC2 makes all the same and marks as failed, is none here."""
    names = ("DeliverLogsPermissionArn", "LogDestination", "LogDestinationType", "LogGroupName", "TrafficType")
    known(resource, *names, "DestinationOptions", "LogFormat", "MaxAggregationInterval", "ResourceId", "ResourceType")
    if role := resource.properties.get("DeliverLogsPermissionArn"):
        resource.call("iam", "get_role", RoleName=str(role).rpartition("/")[2])
    answer = resource.call(
        "ec2",
        "create_flow_logs",
        ResourceIds=[resource.properties["ResourceId"]],
        TagSpecifications=tags(resource, "vpc-flow-log"),
        **resource.pick(*names, "DestinationOptions", "LogFormat", "MaxAggregationInterval", "ResourceType"),
    )
    if answer.get("Unsuccessful"):
        raise AlreadyThere(f"no flow log: {answer['Unsuccessful'][0]['Error']['Message']}")
    (resource.physical_id,) = answer["FlowLogIds"]
    (found,) = resource.call("ec2", "describe_flow_logs", FlowLogIds=[resource.physical_id])["FlowLogs"]
    if found.get("DeliverLogsStatus") == "FAILED":
        raise AlreadyThere(f"the flow log cannot deliver: {found['DeliverLogsErrorMessage']}")
    return resource.physical_id


def _delete_log(resource: Resource) -> None:
    resource.call("ec2", "delete_flow_logs", FlowLogIds=[resource.physical_id])


def _create_block(resource: Resource) -> str:
    """There is one for an account and Region from the start: where somebody turned it on, it is not this stack's."""
    found = resource.call("ec2", "describe_vpc_block_public_access_options")["VpcBlockPublicAccessOptions"]
    if found[MODE] != "off":
        raise AlreadyThere(f"block public access of VPCs is {found[MODE]} in {resource.account.region} already")
    _put_block(resource)
    return resource.account.account_id


def _put_block(resource: Resource) -> None:
    resource.call("ec2", "modify_vpc_block_public_access_options", **resource.pick(MODE))


def _delete_block(resource: Resource) -> None:
    resource.call("ec2", "modify_vpc_block_public_access_options", **{MODE: "off"})


def _block_attributes(resource: Resource) -> Attributes:
    found = resource.call("ec2", "describe_vpc_block_public_access_options")["VpcBlockPublicAccessOptions"]
    return {"AccountId": resource.physical_id, "ExclusionsAllowed": found["ExclusionsAllowed"]}


ROWS = (
    ResourceType(
        "AWS::EC2::VPCEndpoint",
        create=_create_endpoint,
        update=_update_endpoint,
        delete=_delete_endpoint,
        attributes=_endpoint_attributes,
    ),
    ResourceType(
        "AWS::EC2::FlowLog",
        create=_create_log,
        update=retag,
        delete=_delete_log,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
    ResourceType(
        "AWS::EC2::VPCBlockPublicAccessOptions",
        create=_create_block,
        update=_put_block,
        delete=_delete_block,
        attributes=_block_attributes,
    ),
)
