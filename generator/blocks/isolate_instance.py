"""The runbook that cuts an instance off: every network interface gets one security group without rules, and can get its own back.

A connection that EC2 tracks outlives the change until it idles out; a network ACL cuts it at once, and with it the whole subnet.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
"""

from typing import Any

from awacs import ec2

from generator.blocks.incident_runbook import INSTANCE_ID, REGION, THE_INSTANCE
from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Input, Runbook, Text


def interfaces(client: Any, instance_id: str) -> list[dict[str, Any]]:
    """The network interfaces of the instance; raises ValueError where it has none, or is not there."""
    pages = client.get_paginator("describe_network_interfaces").paginate(
        Filters=[{"Name": "attachment.instance-id", "Values": [instance_id]}]
    )
    found = [each for page in pages for each in page["NetworkInterfaces"]]
    if not found:
        raise ValueError(f"{instance_id} has no network interface in this Region; nothing was changed")
    return found


def rule_ids(client: Any, group_id: str, egress: bool) -> list[str]:
    """The rules of one direction that a group has."""
    pages = client.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group_id]}]
    )
    rules = [rule for page in pages for rule in page["SecurityGroupRules"]]
    return [rule["SecurityGroupRuleId"] for rule in rules if rule["IsEgress"] is egress]


def closed_group(client: Any, name: str, vpc_id: str) -> str:
    """The id of the VPC's security group for isolation; empty where there is none yet."""
    wanted = {"group-name": name, "vpc-id": vpc_id}
    found = client.describe_security_groups(Filters=[{"Name": key, "Values": [value]} for key, value in wanted.items()])
    return next((str(group["GroupId"]) for group in found["SecurityGroups"]), "")


def read(events: Events) -> dict[str, list[str]]:
    """The security groups of each network interface."""
    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    return {
        each["NetworkInterfaceId"]: sorted(group["GroupId"] for group in each["Groups"])
        for each in interfaces(client, events["InstanceId"])
    }


def complies(state: dict[str, list[str]], events: Events) -> bool:
    """Every interface has the closed group of its VPC alone, and that group has no rule."""
    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    for each in interfaces(client, events["InstanceId"]):
        closed = closed_group(client, events["GroupName"], each["VpcId"])
        if not closed or state.get(each["NetworkInterfaceId"]) != [closed]:
            return False
        if rule_ids(client, closed, False) or rule_ids(client, closed, True):
            return False
    return True


def repair(events: Events, context: object) -> None:
    """Make the closed group of each VPC where it is missing, take every rule from it, and give it to the interfaces."""
    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    for each in interfaces(client, events["InstanceId"]):
        closed = closed_group(client, events["GroupName"], each["VpcId"])
        if not closed:
            words = "Lets nothing in or out: instances under investigation"
            made = client.create_security_group(GroupName=events["GroupName"], Description=words, VpcId=each["VpcId"])
            closed = made["GroupId"]
        ingress, egress = rule_ids(client, closed, False), rule_ids(client, closed, True)
        if ingress:
            client.revoke_security_group_ingress(GroupId=closed, SecurityGroupRuleIds=ingress)
        if egress:
            client.revoke_security_group_egress(GroupId=closed, SecurityGroupRuleIds=egress)
        client.modify_network_interface_attribute(NetworkInterfaceId=each["NetworkInterfaceId"], Groups=[closed])


def restore(events: Events, context: object) -> None:
    """Give each interface the groups that it had; the closed group stays for the next incident."""
    import json

    import boto3

    client = boto3.client("ec2", region_name=events["Region"] or None)
    for interface, groups in json.loads("".join(events["Restore"])).items():
        client.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=groups)


GROUPS = arn("ec2", "security-group/*", region="*")

RUNBOOK = Runbook(
    name="IsolateInstance",
    description=(
        "Cuts an instance off: replaces the security groups of its network interfaces with one that has no rules. Connections"
        " that exist may live on until they are idle. Restore gives the former groups back."
    ),
    inputs=(
        INSTANCE_ID,
        REGION,
        Input(
            name="GroupName",
            type="String",
            description="Name of the security group without rules; made in the VPC where it is missing.",
            default="incident-isolation",
            allowed_pattern="^[a-zA-Z0-9][a-zA-Z0-9_-]{2,254}$",
        ),
    ),
    undo=Text(
        "The security groups that the interfaces had.", "ネットワークインターフェイスの元のセキュリティグループ。"
    ),
    steps=state_steps(
        StateFunctions(
            read=read,
            complies=complies,
            repair=repair,
            restore=restore,
            shared=(interfaces, rule_ids, closed_group),
        ),
        payload={**THE_INSTANCE, "GroupName": "{{ GroupName }}"},
    ),
    permissions=(
        allow(ec2.DescribeNetworkInterfaces, ec2.DescribeSecurityGroups, ec2.DescribeSecurityGroupRules, on="*"),
        allow(ec2.CreateSecurityGroup, on=[GROUPS, arn("ec2", "vpc/*", region="*")]),
        allow(ec2.RevokeSecurityGroupEgress, ec2.RevokeSecurityGroupIngress, on=GROUPS),
        allow(
            ec2.ModifyNetworkInterfaceAttribute,
            on=[GROUPS, arn("ec2", "network-interface/*", region="*"), arn("ec2", "instance/*", region="*")],
        ),
    ),
)
