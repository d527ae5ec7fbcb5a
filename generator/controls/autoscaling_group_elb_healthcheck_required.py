"""Auto Scaling groups behind a load balancer use its health checks; the runbook adds them, and can take them away again.

https://docs.aws.amazon.com/config/latest/developerguide/autoscaling-group-elb-healthcheck-required.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
"""

from typing import Any

from awacs import autoscaling

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def group(events: Events) -> dict[str, Any]:
    """What Auto Scaling says about the group; Config's id for it is the ARN."""
    import boto3

    name = events["Group"].rpartition(":autoScalingGroupName/")[2]
    found = boto3.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    if not found:
        raise ValueError(f"there is no Auto Scaling group {name}")
    return dict(found[0])


def read(events: Events) -> dict[str, Any]:
    """The types of health check, and whether a load balancer stands before the group."""
    found = group(events)
    sources = [each.get("Type") for each in found.get("TrafficSources") or []]
    balanced = found.get("LoadBalancerNames") or found.get("TargetGroupARNs") or {"elb", "elbv2"} & {*sources}
    return {"HealthCheckType": found["HealthCheckType"], "LoadBalanced": bool(balanced)}


def complies(state: dict[str, Any], events: Events) -> bool:
    """The load balancer's checks count, among others or alone; without a load balancer there is none to ask."""
    return not state["LoadBalanced"] or "ELB" in state["HealthCheckType"].split(",")


def tags(events: Events) -> list[str]:
    """The keys of the group's tags."""
    return [tag["Key"] for tag in group(events).get("Tags") or []]


def repair(events: Events, context: object) -> None:
    """Add the load balancer's checks to the others; those of EC2 are always made, and are not named alone."""
    import boto3

    found = group(events)
    kinds = [kind for kind in found["HealthCheckType"].split(",") if kind != "EC2"]
    boto3.client("autoscaling").update_auto_scaling_group(
        AutoScalingGroupName=found["AutoScalingGroupName"], HealthCheckType=",".join([*kinds, "ELB"])
    )


def restore(events: Events, context: object) -> None:
    """Set the former types."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    boto3.client("autoscaling").update_auto_scaling_group(
        AutoScalingGroupName=group(events)["AutoScalingGroupName"], HealthCheckType=wanted["HealthCheckType"]
    )


CONTROL = Control(
    identifier="AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED",
    title=Text(
        "Auto Scaling groups use their load balancer's health checks",
        "Auto Scaling グループはロードバランサーのヘルスチェックを使う",
    ),
    why=Text(
        "An instance that runs but answers no request is never replaced.",
        "起動していてもリクエストに応答しないインスタンスが置き換えられません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair, instances that fail the check are replaced; with a short grace period also those that still start.",
        "修復すると、ヘルスチェックに失敗したインスタンスは置き換えられます。猶予期間が短いと起動中のものも対象です。",
    ),
    framework=Framework(security_hub=("AutoScaling.1",)),
    runbook=Runbook(
        name="UseLoadBalancerHealthChecks",
        description="Adds the load balancer's health checks to those of an Auto Scaling group; Restore takes them away again.",
        inputs=(
            Input(
                name="Group",
                type="String",
                description="Name or ARN of the Auto Scaling group.",
                allowed_pattern="^[^\\n\\r]{1,512}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former types of health check.", "以前のヘルスチェックの種類。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(group,)),
            payload={"Group": "{{ Group }}"},
        ),
        permissions=(
            allow(autoscaling.DescribeAutoScalingGroups, on="*"),
            allow(
                autoscaling.UpdateAutoScalingGroup,
                on=arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*"),
            ),
        ),
    ),
)
