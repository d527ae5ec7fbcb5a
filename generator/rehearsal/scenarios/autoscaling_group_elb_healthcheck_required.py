"""Auto Scaling groups behind target groups and classic load balancers, and one behind none."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session
from generator.rehearsal.service_doubles.load_balancers import classic_balancer

EXEMPT = [{"Key": "baseline-exempt", "Value": "yes", "PropagateAtLaunch": False}]


def group(session: Session, name: str, **more: Any) -> str:
    """An Auto Scaling group without instances; returns its ARN, by which Config knows it."""
    autoscaling = session.client("autoscaling")
    configuration = f"{name}-launch"
    autoscaling.create_launch_configuration(
        LaunchConfigurationName=configuration, ImageId="ami-12c6146b", InstanceType="t3.micro"
    )
    zone = session.client("ec2").describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        LaunchConfigurationName=configuration,
        MinSize=0,
        MaxSize=0,
        AvailabilityZones=[zone],
        **more,
    )
    found = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    return str(found[0]["AutoScalingGroupARN"])


def target_group(session: Session, name: str) -> str:
    """A target group of the default VPC; returns its ARN."""
    vpc = session.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    made = session.client("elbv2").create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)
    return str(made["TargetGroups"][0]["TargetGroupArn"])


def described(session: Session, arn: str) -> dict[str, Any]:
    """The group."""
    found = session.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[arn.rpartition("/")[2]])
    return dict(found["AutoScalingGroups"][0])


def state(session: Session, arn: str) -> tuple[Any, Any, Any]:
    """The health checks, and what must stay beside them."""
    found = described(session, arn)
    return found["HealthCheckType"], found["HealthCheckGracePeriod"], found["MaxSize"]


def compliant(session: Session, arn: str) -> bool:
    """The load balancer's checks count, where there is one."""
    found = described(session, arn)
    balanced = found["LoadBalancerNames"] or found["TargetGroupARNs"]
    return not balanced or "ELB" in found["HealthCheckType"].split(",")


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("target group", lambda session: group(session, "web", TargetGroupARNs=[target_group(session, "web")])),
        _case(
            "classic load balancer and EBS checks",
            lambda session: group(
                session,
                "old",
                LoadBalancerNames=[classic_balancer(session, "old")],
                HealthCheckType="EBS",
                HealthCheckGracePeriod=90,
            ),
        ),
        _case(
            "asks it already",
            lambda session: group(
                session, "shop", TargetGroupARNs=[target_group(session, "shop")], HealthCheckType="ELB"
            ),
            Ends.UNCHANGED,
        ),
        _case("no load balancer", lambda session: group(session, "batch"), Ends.UNCHANGED),
        _case(
            "exempt",
            lambda session: group(session, "lab", TargetGroupARNs=[target_group(session, "lab")], Tags=EXEMPT),
            Ends.EXEMPT,
        ),
    )
)
