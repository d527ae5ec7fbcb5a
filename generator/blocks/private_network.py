"""A VPC whose subnets no address of the internet reaches, with network ACLs and security groups that say what they let through.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Cidr, Equals, GetAZs, If, NoValue, Ref, Select, Sub, Tags, ec2

from generator.blocks.deployment import NAME_PREFIX
from generator.model import Comment, Condition, Element, Output, Parameter, Rule

GROUP = "Network"
MAKES, THIRD_ZONE = "MakesNetwork", "UsesThirdZone"
PUBLIC, PUBLIC_THIRD, NAT = "HasPublicSubnets", "HasThirdPublicSubnet", "HasNatGateway"
VPC, PRIVATE_ROUTES = "EC2VPC", "EC2RouteTablePrivate"
ZONES = (1, 2, 3)
ENDPOINT_GROUP, INSTANCE_GROUP = "EC2SecurityGroupForEndpoints", "EC2SecurityGroupForPrivateInstances"
EVERYWHERE = "0.0.0.0/0"
TCP, ANY = "6", "-1"
# Answers come to the port from which a request went out: all from 1024, but for the one of RDP.
ANSWERS = {"Answers": (1024, 3388), "AnswersAboveRdp": (3390, 65535)}


def network_parameters() -> Iterator[Element]:
    """Whether there is a network, its size, and its way to the internet."""
    yield _choice("Network", "Network", "CREATE makes a VPC with private subnets, at no cost.", ("CREATE", "DISABLED"))
    yield Parameter(
        name="NetworkCidr",
        description="Addresses of the VPC: a private range of /16 to /24 that no connected network has.",
        label="Addresses",
        group=GROUP,
        default="10.0.0.0/16",
        allowed_pattern=r"^(10\.[0-9]{1,3}|172\.(1[6-9]|2[0-9]|3[01])|192\.168)\.[0-9]{1,3}\.[0-9]{1,3}/(1[6-9]|2[0-4])$",
        constraint="A private range such as 10.0.0.0/16.",
    )
    yield Parameter(
        name="NetworkSubnetBits",
        description="Size of a subnet, for good: 12 is 4,096 addresses. Six must fit: at most 13 in a /16, 5 in a /24.",
        label="Bits of a subnet's addresses",
        group=GROUP,
        type="Number",
        default=12,
        min_value=4,
        max_value=13,
    )
    yield _choice("NetworkZones", "Availability Zones", "In how many zones there are subnets.", ("2", "3"))
    yield _choice(
        "NetworkPublicSubnets",
        "Public subnets",
        "ENABLED adds an internet gateway and a public subnet in each zone. Nothing gets a public address by itself.",
        ("DISABLED", "ENABLED"),
    )
    yield _choice(
        "NetworkNatGateway",
        "NAT gateway",
        "ENABLED lets private subnets reach the internet through one NAT gateway, which costs by the hour and by volume.",
        ("DISABLED", "ENABLED"),
    )
    words = "NetworkNatGateway needs NetworkPublicSubnets."
    enabled = {name: Equals(Ref(f"Network{name}"), "ENABLED") for name in ("NatGateway", "PublicSubnets")}
    yield Rule(
        "NatGatewayIsInPublicSubnet",
        {
            "RuleCondition": enabled["NatGateway"],
            "Assertions": [{"Assert": enabled["PublicSubnets"], "AssertDescription": words}],
        },
    )


def network_conditions() -> Iterator[Condition]:
    """``MAKES`` is true where there is a network; every other one implies it."""
    made = {"Condition": MAKES}
    yield Condition(MAKES, Equals(Ref("Network"), "CREATE"))
    yield Condition(THIRD_ZONE, And(made, Equals(Ref("NetworkZones"), "3")))
    yield Condition(PUBLIC, And(made, Equals(Ref("NetworkPublicSubnets"), "ENABLED")))
    yield Condition(PUBLIC_THIRD, And({"Condition": PUBLIC}, {"Condition": THIRD_ZONE}))
    yield Condition(NAT, And({"Condition": PUBLIC}, Equals(Ref("NetworkNatGateway"), "ENABLED")))


def private_network() -> Iterator[Element]:
    """The VPC, its subnets with their routes and network ACLs, and the security groups."""
    yield Comment(
        "The default security group of the VPC lets its members talk to each other. No resource of a template takes its rules away:"
        " AWS::EC2::SecurityGroupIngress and Egress only add. The control vpc-default-security-group-closed does, in the template"
        " default-security-group: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2"
    )
    yield ec2.VPC(
        VPC,
        Condition=MAKES,
        CidrBlock=Ref("NetworkCidr"),
        EnableDnsSupport=True,
        EnableDnsHostnames=True,
        Tags=_named("network"),
    )
    yield ec2.RouteTable(PRIVATE_ROUTES, Condition=MAKES, VpcId=Ref(VPC), Tags=_named("private"))
    yield from _private_list()
    yield Comment(
        "Zones in which the account has default subnets, or all where it has none.", "Properties/AvailabilityZone"
    )
    for zone in ZONES:
        yield from _subnet("Private", zone, MAKES if zone < 3 else THIRD_ZONE)
    yield from _public_part()
    yield from _security_groups()


def private_subnets() -> list[Any]:
    """The ids of the private subnets, in order of their zones."""
    third = If(THIRD_ZONE, Ref("EC2SubnetPrivate3"), NoValue)
    return [Ref("EC2SubnetPrivate1"), Ref("EC2SubnetPrivate2"), third]


def network_outputs() -> Iterator[Output]:
    """What is put into the network needs these."""
    yield Output(name="NetworkVpcId", description="VPC.", value=Ref(VPC), condition=MAKES)
    for zone in ZONES:
        yield Output(
            name=f"NetworkPrivateSubnet{zone}",
            description=f"Private subnet of zone {zone}.",
            value=Ref(f"EC2SubnetPrivate{zone}"),
            condition=MAKES if zone < 3 else THIRD_ZONE,
        )
    yield Output(
        name="NetworkInstanceSecurityGroup",
        description="Security group for instances: nothing in, HTTPS out.",
        value=Ref(INSTANCE_GROUP),
        condition=MAKES,
    )


def _subnet(kind: str, zone: int, condition: str) -> Iterator[Element]:
    position = zone - 1 + (0 if kind == "Private" else len(ZONES))
    subnet = f"EC2Subnet{kind}{zone}"
    yield ec2.Subnet(
        subnet,
        Condition=condition,
        VpcId=Ref(VPC),
        AvailabilityZone=Select(zone - 1, GetAZs("")),
        CidrBlock=Select(position, Cidr(Ref("NetworkCidr"), 2 * len(ZONES), Ref("NetworkSubnetBits"))),
        MapPublicIpOnLaunch=False,
        Tags=_named(f"{kind.lower()}-{zone}"),
    )
    yield ec2.SubnetRouteTableAssociation(
        f"EC2SubnetRouteTableAssociation{kind}{zone}",
        Condition=condition,
        SubnetId=Ref(subnet),
        RouteTableId=Ref(f"EC2RouteTable{kind}"),
    )
    yield ec2.SubnetNetworkAclAssociation(
        f"EC2SubnetNetworkAclAssociation{kind}{zone}",
        Condition=condition,
        SubnetId=Ref(subnet),
        NetworkAclId=Ref(f"EC2NetworkAcl{kind}"),
    )


def _private_list() -> Iterator[Element]:
    yield Comment(
        "What no entry allows is denied. Inside the VPC security groups decide; out goes HTTPS; in come answers: those of S3 and DynamoDB"
        " have public addresses, also through their endpoints."
    )
    yield ec2.NetworkAcl("EC2NetworkAclPrivate", Condition=MAKES, VpcId=Ref(VPC), Tags=_named("private"))
    yield _entry("Private", "InFromNetwork", 100, Ref("NetworkCidr"), None)
    for number, (name, ports) in enumerate(ANSWERS.items()):
        yield _entry("Private", f"In{name}", 110 + 10 * number, EVERYWHERE, ports)
    yield _entry("Private", "OutToNetwork", 100, Ref("NetworkCidr"), None, egress=True)
    yield _entry("Private", "OutHttps", 110, EVERYWHERE, (443, 443), egress=True)


def _public_part() -> Iterator[Element]:
    yield Comment("Public subnets, if wanted: for load balancers and the NAT gateway, not for instances.")
    yield ec2.InternetGateway("EC2InternetGateway", Condition=PUBLIC, Tags=_named("network"))
    yield ec2.VPCGatewayAttachment(
        "EC2VPCGatewayAttachment", Condition=PUBLIC, VpcId=Ref(VPC), InternetGatewayId=Ref("EC2InternetGateway")
    )
    yield ec2.RouteTable("EC2RouteTablePublic", Condition=PUBLIC, VpcId=Ref(VPC), Tags=_named("public"))
    yield ec2.Route(
        "EC2RoutePublic",
        Condition=PUBLIC,
        DependsOn="EC2VPCGatewayAttachment",
        RouteTableId=Ref("EC2RouteTablePublic"),
        DestinationCidrBlock=EVERYWHERE,
        GatewayId=Ref("EC2InternetGateway"),
    )
    yield Comment("HTTPS from the internet to a load balancer, with its answers, and what the NAT gateway passes on.")
    yield ec2.NetworkAcl("EC2NetworkAclPublic", Condition=PUBLIC, VpcId=Ref(VPC), Tags=_named("public"))
    yield _entry("Public", "InFromNetwork", 100, Ref("NetworkCidr"), None)
    yield _entry("Public", "InHttps", 110, EVERYWHERE, (443, 443))
    for number, (name, ports) in enumerate(ANSWERS.items()):
        yield _entry("Public", f"In{name}", 120 + 10 * number, EVERYWHERE, ports)
    yield _entry("Public", "OutToNetwork", 100, Ref("NetworkCidr"), None, egress=True)
    yield _entry("Public", "OutHttps", 110, EVERYWHERE, (443, 443), egress=True)
    yield _entry("Public", "OutAnswers", 120, EVERYWHERE, (1024, 65535), egress=True)
    for zone in ZONES:
        yield from _subnet("Public", zone, PUBLIC if zone < 3 else PUBLIC_THIRD)
    yield from _nat_gateway()


def _nat_gateway() -> Iterator[Element]:
    yield Comment("One for all zones: the private subnets lose the internet where its zone fails.")
    yield ec2.EIP(
        "EC2EIPForNatGateway",
        Condition=NAT,
        DependsOn="EC2VPCGatewayAttachment",
        Domain="vpc",
        Tags=_named("nat-gateway"),
    )
    yield ec2.NatGateway(
        "EC2NatGateway",
        Condition=NAT,
        SubnetId=Ref("EC2SubnetPublic1"),
        AllocationId=Sub("${EC2EIPForNatGateway.AllocationId}"),
        Tags=_named("network"),
    )
    yield ec2.Route(
        "EC2RoutePrivate",
        Condition=NAT,
        RouteTableId=Ref(PRIVATE_ROUTES),
        DestinationCidrBlock=EVERYWHERE,
        NatGatewayId=Ref("EC2NatGateway"),
    )


def _security_groups() -> Iterator[Element]:
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    yield Comment("For instances: nothing comes in, not even SSH; people come through Session Manager.")
    yield ec2.SecurityGroup(
        INSTANCE_GROUP,
        Condition=MAKES,
        GroupDescription="Nothing in, HTTPS out.",
        VpcId=Ref(VPC),
        SecurityGroupEgress=[{**https, "CidrIp": EVERYWHERE, "Description": "HTTPS, to endpoints of the VPC too"}],
        Tags=_named("private-instances"),
    )
    yield Comment(
        "A group without a rule for what goes out gets one that lets everything out: this one lets out nothing."
    )
    yield ec2.SecurityGroup(
        ENDPOINT_GROUP,
        Condition=MAKES,
        GroupDescription="HTTPS from the VPC in, nothing out.",
        VpcId=Ref(VPC),
        SecurityGroupIngress=[{**https, "CidrIp": Ref("NetworkCidr"), "Description": "HTTPS from the VPC"}],
        SecurityGroupEgress=[{"IpProtocol": ANY, "CidrIp": "127.0.0.1/32", "Description": "Nothing"}],
        Tags=_named("endpoints"),
    )


def _entry(
    kind: str, name: str, number: int, cidr: Any, ports: tuple[int, int] | None, *, egress: bool = False
) -> Element:
    where: dict[str, Any] = {"PortRange": ec2.PortRange(From=ports[0], To=ports[1])} if ports else {}
    where |= {"Egress": True} if egress else {}
    return ec2.NetworkAclEntry(
        f"EC2NetworkAclEntry{kind}{name}",
        Condition=MAKES if kind == "Private" else PUBLIC,
        NetworkAclId=Ref(f"EC2NetworkAcl{kind}"),
        RuleNumber=number,
        RuleAction="allow",
        Protocol=TCP if ports else ANY,
        CidrBlock=cidr,
        **where,
    )


def _named(thing: str) -> Tags:
    return Tags(Name=Sub(f"${{{NAME_PREFIX}}}-{thing}"))


def _choice(name: str, label: str, description: str, values: tuple[str, ...]) -> Parameter:
    return Parameter(
        name=name, description=description, label=label, group=GROUP, default=values[0], allowed_values=values
    )
