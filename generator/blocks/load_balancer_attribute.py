"""A runbook that turns one attribute of a load balancer on, and can turn it off again.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
"""

from typing import Any

from awacs import elasticloadbalancing

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Input, Runbook, Text

ARN = "arn:[a-z-]+:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/"


def read(events: Events) -> dict[str, Any]:
    """Whether the attribute is on."""
    import boto3

    client = boto3.client("elbv2")
    attributes = client.describe_load_balancer_attributes(LoadBalancerArn=events["LoadBalancerArn"])["Attributes"]
    return {"Enabled": {each["Key"]: each["Value"] for each in attributes}.get(events["Attribute"]) == "true"}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It is on."""
    return bool(state["Enabled"])


def tags(events: Events) -> list[str]:
    """The keys of the load balancer's tags."""
    import boto3

    (found,) = boto3.client("elbv2").describe_tags(ResourceArns=[events["LoadBalancerArn"]])["TagDescriptions"]
    return [tag["Key"] for tag in found["Tags"]]


def restore(events: Events, context: object) -> None:
    """Set the former value."""
    import json

    import boto3

    enabled = json.loads("".join(events["Restore"]))["Enabled"]
    boto3.client("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=events["LoadBalancerArn"],
        Attributes=[{"Key": events["Attribute"], "Value": "true" if enabled else "false"}],
    )


def attribute_runbook(name: str, description: str, attribute: str, kinds: tuple[str, ...], undo: Text) -> Runbook:
    """The runbook for ``attribute`` of load balancers of the ``kinds`` that their ARNs name: app, net, gwy."""
    return Runbook(
        name=name,
        description=description,
        inputs=(
            Input(
                name="LoadBalancerArn",
                type="String",
                description="The load balancer.",
                allowed_pattern=f"^{ARN}({'|'.join(kinds)})/[a-zA-Z0-9-]+/[0-9a-f]+$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=undo,
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "TurnOn",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "elbv2",
                            "Api": "ModifyLoadBalancerAttributes",
                            "LoadBalancerArn": "{{ LoadBalancerArn }}",
                            "Attributes": [{"Key": attribute, "Value": "true"}],
                        },
                    },
                ),
                restore=restore,
                tags=tags,
            ),
            payload={"LoadBalancerArn": "{{ LoadBalancerArn }}", "Attribute": attribute},
        ),
        permissions=(
            allow(elasticloadbalancing.DescribeLoadBalancerAttributes, elasticloadbalancing.DescribeTags, on="*"),
            allow(
                elasticloadbalancing.ModifyLoadBalancerAttributes,
                on=[arn("elasticloadbalancing", f"loadbalancer/{kind}/*") for kind in kinds],
            ),
        ),
    )
