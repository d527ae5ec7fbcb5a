"""Subnets: a default one, which assigns addresses, one of a VPC of its own, and one that is exempt."""

from generator.rehearsal.scenario import Case, Ends, Scenario, Session


def default_subnet(session: Session) -> str:
    """A subnet of the default VPC."""
    found = session.client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])
    return str(found["Subnets"][0]["SubnetId"])


def own(session: Session, *, public: bool = False) -> str:
    """A subnet of a new VPC."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"])
    if public:
        ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    return subnet


def made_public(session: Session) -> str:
    """A subnet that somebody made public."""
    return own(session, public=True)


def exempt(session: Session) -> str:
    """A public one with the tag of exempt resources."""
    subnet = own(session, public=True)
    session.client("ec2").create_tags(Resources=[subnet], Tags=[{"Key": "baseline-exempt", "Value": "dmz"}])
    return subnet


def state(session: Session, subnet: str) -> dict[str, bool]:
    """What it gives at launch."""
    (found,) = session.client("ec2").describe_subnets(SubnetIds=[subnet])["Subnets"]
    return {name: found[name] for name in ("MapPublicIpOnLaunch", "AssignIpv6AddressOnCreation")}


def compliant(session: Session, subnet: str) -> bool:
    """No public IPv4 address."""
    return not state(session, subnet)["MapPublicIpOnLaunch"]


SCENARIO = Scenario(
    (
        Case(name="default subnet", make=default_subnet, state=state, compliant=compliant),
        Case(name="made public", make=made_public, state=state, compliant=compliant),
        Case(name="private already", make=own, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="exempt by its tag", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
