"""A runbook that closes ports of a security group: it revokes the inbound rules that open them to every address, by their ids.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from awacs import ec2
from awacs.aws import StringEquals

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Input, Runbook, Text

LAST_PORT = 65535
GROUP = arn("ec2", "security-group/*", region="*")
RULE = arn("ec2", "security-group-rule/*", region="*")


def opens(rule: dict[str, Any], events: Events) -> bool:
    """Whether a rule lets every IPv4 or IPv6 address in to a port that is to be closed; protocol -1 has every port."""
    if rule["IsEgress"] or (rule.get("CidrIpv4") != "0.0.0.0/0" and rule.get("CidrIpv6") != "::/0"):
        return False
    closed = {"tcp": events["ClosedTcpPorts"], "udp": events["ClosedUdpPorts"]}.get(rule["IpProtocol"], "")
    ranges = [ports.split("-") for ports in filter(None, closed.split(","))]
    reached = any(rule["FromPort"] <= int(each[-1]) and int(each[0]) <= rule["ToPort"] for each in ranges)
    return reached or rule["IpProtocol"] == "-1"


def open_rules(events: Events) -> list[dict[str, Any]]:
    """The rules of the group that are to be revoked."""
    import boto3

    pages = boto3.client("ec2").get_paginator("describe_security_group_rules")
    found = pages.paginate(Filters=[{"Name": "group-id", "Values": [events["GroupId"]]}])
    return [rule for page in found for rule in page["SecurityGroupRules"] if opens(rule, events)]


def saved(rule: dict[str, Any]) -> dict[str, Any]:
    """What brings a rule back: not its id, which EC2 gives anew, and not the tags that only AWS can set."""
    facts = ("IpProtocol", "FromPort", "ToPort", "CidrIpv4", "CidrIpv6", "Description")
    tags = [tag for tag in rule.get("Tags", []) if not tag["Key"].startswith("aws:")]
    return {fact: rule[fact] for fact in facts if fact in rule} | {"Tags": sorted(tags, key=lambda tag: tag["Key"])}


def read(events: Events) -> list[dict[str, Any]]:
    """The rules that are to be revoked; in a run that restores, those of the former ones that are there."""
    import json

    found = sorted((saved(rule) for rule in open_rules(events)), key=json.dumps)
    if not events.get("Restore"):
        return found
    wanted = json.loads("".join(events["Restore"]))
    return [rule for rule in found if rule in wanted]


def complies(state: list[dict[str, Any]], events: Events) -> bool:
    """No such rule."""
    return not state


def tags(events: Events) -> list[str]:
    """The keys of the group's tags."""
    import boto3

    (group,) = boto3.client("ec2").describe_security_groups(GroupIds=[events["GroupId"]])["SecurityGroups"]
    return [tag["Key"] for tag in group.get("Tags", [])]


def repair(events: Events, context: object) -> None:
    """Revoke the rules by their ids."""
    import boto3

    ids = [rule["SecurityGroupRuleId"] for rule in open_rules(events)]
    if ids:
        boto3.client("ec2").revoke_security_group_ingress(GroupId=events["GroupId"], SecurityGroupRuleIds=ids)


def restore(events: Events, context: object) -> None:
    """Authorize the former rules again, with their descriptions and tags; one that is there stays."""
    import json

    import boto3

    client = boto3.client("ec2")
    for rule in json.loads("".join(events["Restore"])):
        permission = {fact: rule[fact] for fact in ("IpProtocol", "FromPort", "ToPort") if fact in rule}
        words = {"Description": rule["Description"]} if "Description" in rule else {}
        if "CidrIpv4" in rule:
            permission["IpRanges"] = [{"CidrIp": rule["CidrIpv4"], **words}]
        else:
            permission["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"], **words}]
        tagged = {"TagSpecifications": [{"ResourceType": "security-group-rule", "Tags": rule["Tags"]}]}
        try:
            client.authorize_security_group_ingress(
                GroupId=events["GroupId"], IpPermissions=[permission], **(tagged if rule["Tags"] else {})
            )
        except client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "InvalidPermission.Duplicate":
                raise


def all_but(ports: Sequence[int]) -> str:
    """Every port except ``ports``, as the ranges between them: ``0-79,81-442,444-65535``."""
    edges = [-1, *sorted(ports), LAST_PORT + 1]
    gaps = [(before + 1, after - 1) for before, after in pairwise(edges)]
    return ",".join(f"{first}-{last}" for first, last in gaps if first <= last)


def open_ports_runbook(name: str, description: str, *, tcp: str, udp: str = "") -> Runbook:
    """The runbook ``name`` that closes the ports ``tcp`` and ``udp``: ports and ranges between commas, ``22,5900-5999``."""
    return Runbook(
        name=name,
        description=f"{description} Restore puts the revoked rules back.",
        inputs=(
            Input(
                name="GroupId",
                type="String",
                description="The security group.",
                allowed_pattern="^sg-[0-9a-f]{8,17}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The revoked rules, with descriptions and tags.", "取り消したルール(説明とタグを含む)。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=repair,
                restore=restore,
                tags=tags,
                shared=(opens, open_rules, saved),
            ),
            payload={"GroupId": "{{ GroupId }}", "ClosedTcpPorts": tcp, "ClosedUdpPorts": udp},
        ),
        permissions=(
            allow(ec2.DescribeSecurityGroupRules, ec2.DescribeSecurityGroups, on="*"),
            allow(ec2.RevokeSecurityGroupIngress, on=GROUP),
            allow(ec2.AuthorizeSecurityGroupIngress, on=[GROUP, RULE]),
            allow(
                ec2.CreateTags,
                on=RULE,
                if_=(StringEquals("ec2:CreateAction", "AuthorizeSecurityGroupIngress"),),
            ),
        ),
    )
