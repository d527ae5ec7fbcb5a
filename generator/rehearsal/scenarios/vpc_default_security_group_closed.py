"""Default security groups: as EC2 makes them, in a second VPC, with rules of every kind, and a group that is not a default one."""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

# What EC2 gives anew with each rule.
NEW_WITH_EACH_RULE = ("SecurityGroupRuleId", "SecurityGroupRuleArn")


def default_group(session: Session, vpc_id: str) -> str:
    """The id of the VPC's default security group."""
    filters = [{"Name": "vpc-id", "Values": [vpc_id]}, {"Name": "group-name", "Values": ["default"]}]
    groups = session.client("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    return str(groups[0]["GroupId"])


def default_vpc(session: Session) -> str:
    """The id of the Region's default VPC."""
    vpcs = session.client("ec2").describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    return str(vpcs[0]["VpcId"])


def as_made_by_ec2(session: Session) -> str:
    """The default VPC's group, which lets everything out."""
    return default_group(session, default_vpc(session))


def second_vpc(session: Session) -> str:
    """A VPC's default group without any change."""
    vpc = session.client("ec2").create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    return default_group(session, vpc)


def every_kind(session: Session) -> str:
    """Rules for IPv4, IPv6, a group and a prefix list, in and out, with descriptions and tags."""
    ec2 = session.client("ec2")
    group_id = second_vpc(session)
    prefix_list = ec2.create_managed_prefix_list(
        PrefixListName="offices", MaxEntries=1, AddressFamily="IPv4", Entries=[{"Cidr": "192.0.2.0/24"}]
    )["PrefixList"]["PrefixListId"]
    ipv4: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22}
    ec2.authorize_security_group_ingress(
        GroupId=group_id,
        IpPermissions=[{**ipv4, "IpRanges": [{"CidrIp": "198.51.100.0/24", "Description": "office"}]}],
        TagSpecifications=[{"ResourceType": "security-group-rule", "Tags": [{"Key": "owner", "Value": "network"}]}],
    )
    ec2.authorize_security_group_ingress(
        GroupId=group_id,
        IpPermissions=[
            {"IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]},
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group_id}]},
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": prefix_list}]},
        ],
    )
    ec2.authorize_security_group_egress(
        GroupId=group_id,
        IpPermissions=[
            {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "203.0.113.0/24"}]}
        ],
    )
    return group_id


def ingress_only(session: Session) -> str:
    """A group whose egress rule is gone already."""
    group_id = second_vpc(session)
    ec2 = session.client("ec2")
    ec2.revoke_security_group_egress(
        GroupId=group_id, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"] for rule in rules(session, group_id)]
    )
    ec2.authorize_security_group_ingress(
        GroupId=group_id,
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
    )
    return group_id


def closed(session: Session) -> str:
    """A group without rules."""
    group_id = second_vpc(session)
    ids = [rule["SecurityGroupRuleId"] for rule in rules(session, group_id)]
    session.client("ec2").revoke_security_group_egress(GroupId=group_id, SecurityGroupRuleIds=ids)
    return group_id


def not_a_default_group(session: Session) -> str:
    """A group that somebody made."""
    group = session.client("ec2").create_security_group(GroupName="web", Description="web", VpcId=default_vpc(session))
    return str(group["GroupId"])


def rules(session: Session, group_id: str) -> list[dict[str, Any]]:
    """The group's rules."""
    pages = session.client("ec2").get_paginator("describe_security_group_rules")
    found = pages.paginate(Filters=[{"Name": "group-id", "Values": [group_id]}]).build_full_result()
    return list(found["SecurityGroupRules"])


def state(session: Session, group_id: str) -> list[str]:
    """The rules without their ids, in an order that does not hang on when they were made."""
    return sorted(
        str(sorted((key, str(value)) for key, value in rule.items() if key not in NEW_WITH_EACH_RULE))
        for rule in rules(session, group_id)
    )


def _case(name: str, make: Callable[[Session], str], ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(
        name=name,
        make=make,
        state=state,
        compliant=lambda session, group_id: not rules(session, group_id),
        ends=ends,
        refusal=refusal,
    )


SCENARIO = Scenario(
    (
        _case("default VPC", as_made_by_ec2),
        _case("second VPC", second_vpc),
        _case("rules of every kind", every_kind),
        _case("ingress only", ingress_only),
        _case("rules already gone", closed, Ends.UNCHANGED),
        _case("group that is not the default one", not_a_default_group, Ends.REFUSED, "CheckGroupIsDefault"),
    )
)
