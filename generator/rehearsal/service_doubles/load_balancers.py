"""Load balancers of moto for the scenarios, in the default VPC."""

from typing import Any

from generator.rehearsal.scenario import Session


def balancer(session: Session, name: str, kind: str = "application", **attributes: str) -> str:
    """A load balancer of version 2 with the attributes, whose dots are double underscores here; returns its ARN."""
    elbv2 = session.client("elbv2")
    subnets = [each["SubnetId"] for each in session.client("ec2").describe_subnets()["Subnets"]]
    made = elbv2.create_load_balancer(Name=name, Subnets=sorted(subnets)[:2], Type=kind)
    arn = str(made["LoadBalancers"][0]["LoadBalancerArn"])
    if attributes:
        given = [{"Key": key.replace("__", "."), "Value": value} for key, value in attributes.items()]
        elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=given)
    return arn


def classic_balancer(session: Session, name: str, **attributes: Any) -> str:
    """A classic load balancer with the attributes; returns its name."""
    elb = session.client("elb")
    zone = session.client("ec2").describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
    listener = {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}
    elb.create_load_balancer(LoadBalancerName=name, Listeners=[listener], AvailabilityZones=[zone])
    if attributes:
        elb.modify_load_balancer_attributes(LoadBalancerName=name, LoadBalancerAttributes=attributes)
    return name


def exempt(session: Session, arn: str) -> str:
    """The same load balancer, with the tag of exempt resources."""
    session.client("elbv2").add_tags(ResourceArns=[arn], Tags=[{"Key": "baseline-exempt", "Value": "yes"}])
    return arn


def values(session: Session, arn: str) -> dict[str, str]:
    """Every attribute of a load balancer of version 2."""
    found = session.client("elbv2").describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    return {each["Key"]: each["Value"] for each in found}
