"""The security groups of a database and of its clients, which know each other and nobody else, and the subnets it lies in.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, Not, Ref, Split, Sub, Tags, ec2, rds

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.text_parameter import text_parameter
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Network"
MAKES = "MakesDatabase"
VPC, SUBNETS = "DatabaseVpcId", "DatabaseSubnetIds"
CLIENTS, DATABASE = "EC2SecurityGroupForDatabaseClients", "EC2SecurityGroupForDatabase"
SUBNET_GROUP = "RDSDBSubnetGroup"
NOBODY = "127.0.0.1/32"
SUBNET = "subnet-[0-9a-f]{8,17}"


def network_parameters() -> Iterator[Parameter]:
    """Where the database lies; without both of them there is none."""
    yield text_parameter(
        VPC,
        "VPC",
        "VPC of the database, which costs by the hour from then on. Empty: nothing is made.",
        "^(vpc-[0-9a-f]{8,17})?$",
        "A VPC's id such as vpc-0123456789abcdef0, or nothing.",
        group=GROUP,
    )
    yield text_parameter(
        SUBNETS,
        "Subnets",
        "Private subnets of that VPC in at least two Availability Zones, with commas between. Empty: nothing is made.",
        f"^({SUBNET}(,{SUBNET}){{1,19}})?$",
        "2 to 20 ids such as subnet-0123456789abcdef0, with commas and no spaces, or nothing.",
        group=GROUP,
    )


def makes_database() -> Condition:
    """Whether there is a database: somebody said where."""
    return Condition(MAKES, And(*(Not(Equals(Ref(name), "")) for name in (VPC, SUBNETS))))


def database_network(port: Any) -> Iterator[Element]:
    """The groups, of which the database's takes what comes from the clients' at ``port``, and the subnets."""
    yield Comment(
        "Whoever talks to the database gets this group beside its own. A group without a rule for what goes out gets one that lets"
        " everything out: nobody is at this address."
    )
    yield _security_group(CLIENTS, "Clients of the database: nothing in, the database out.", "database-clients")
    yield Comment("Nothing but the clients gets in, and the database calls nobody.")
    yield _security_group(
        DATABASE,
        "The database: its clients in, nothing out.",
        "database",
        SecurityGroupIngress=[_rule(port, "SourceSecurityGroupId", CLIENTS, "Clients of the database")],
    )
    yield ec2.SecurityGroupEgress(
        "EC2SecurityGroupEgressToDatabase",
        Condition=MAKES,
        GroupId=Ref(CLIENTS),
        **_rule(port, "DestinationSecurityGroupId", DATABASE, "The database"),
    )
    yield rds.DBSubnetGroup(
        SUBNET_GROUP,
        Condition=MAKES,
        DBSubnetGroupDescription="Private subnets of the database.",
        SubnetIds=Split(",", Ref(SUBNETS)),
    )


def _security_group(logical_id: str, description: str, name: str, **rules: Any) -> ec2.SecurityGroup:
    return ec2.SecurityGroup(
        logical_id,
        Condition=MAKES,
        GroupDescription=description,
        VpcId=Ref(VPC),
        **rules,
        SecurityGroupEgress=[{"IpProtocol": "-1", "CidrIp": NOBODY, "Description": "Nothing"}],
        Tags=Tags(Name=Sub(f"${{{NAME_PREFIX}}}-{name}")),
    )


def _rule(port: Any, side: str, group: str, description: str) -> dict[str, Any]:
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, side: Ref(group), "Description": description}
