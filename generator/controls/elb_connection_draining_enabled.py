"""Classic load balancers drain connections; the runbook turns that on, and can turn it off again.

https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-conn-drain.html
https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-7
"""

from typing import Any

from awacs import elasticloadbalancing

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Guard, Input, Mode, Runbook, Scope, Text

POLICY = """\
rule connections_are_drained when resourceType == "AWS::ElasticLoadBalancing::LoadBalancer"
                                  supplementaryConfiguration.LoadBalancerAttributes is_struct {
    supplementaryConfiguration.LoadBalancerAttributes.connectionDraining.enabled == true
}
"""


def read(events: Events) -> dict[str, Any]:
    """Whether connections are drained, and for how many seconds."""
    import boto3

    answer = boto3.client("elb").describe_load_balancer_attributes(LoadBalancerName=events["LoadBalancerName"])
    found = answer["LoadBalancerAttributes"].get("ConnectionDraining", {"Enabled": False})
    return {name: found[name] for name in ("Enabled", "Timeout") if name in found}


def complies(state: dict[str, Any], events: Events) -> bool:
    """They are, for however long."""
    return bool(state["Enabled"])


def tags(events: Events) -> list[str]:
    """The keys of the load balancer's tags."""
    import boto3

    asked = [events["LoadBalancerName"]]
    (found,) = boto3.client("elb").describe_tags(LoadBalancerNames=asked)["TagDescriptions"]
    return [tag["Key"] for tag in found["Tags"]]


def restore(events: Events, context: object) -> None:
    """Set the former values."""
    import json

    import boto3

    wanted = json.loads("".join(events["Restore"]))
    boto3.client("elb").modify_load_balancer_attributes(
        LoadBalancerName=events["LoadBalancerName"], LoadBalancerAttributes={"ConnectionDraining": wanted}
    )


TURN_ON = {
    "name": "TurnOnDraining",
    "action": "aws:executeAwsApi",
    "inputs": {
        "Service": "elb",
        "Api": "ModifyLoadBalancerAttributes",
        "LoadBalancerName": "{{ LoadBalancerName }}",
        "LoadBalancerAttributes": {"ConnectionDraining": {"Enabled": True, "Timeout": 300}},
    },
}

CONTROL = Control(
    identifier="ELB_CONNECTION_DRAINING_ENABLED",
    title=Text("Classic load balancers drain connections", "Classic Load Balancer は接続を切り離す前に完了を待つ"),
    why=Text(
        "Requests that are under way are cut off when an instance is taken out or fails its health check.",
        "インスタンスの切り離しやヘルスチェックの失敗で、処理中のリクエストが切断されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("ELB.7",)),
    guard=Guard(resource_types=("AWS::ElasticLoadBalancing::LoadBalancer",), policy=POLICY),
    runbook=Runbook(
        name="DrainLoadBalancerConnections",
        description="Lets requests of a classic load balancer end within five minutes before an instance goes; Restore ends that.",
        inputs=(
            Input(
                name="LoadBalancerName",
                type="String",
                description="The classic load balancer.",
                allowed_pattern="^[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former setting.", "以前の設定。"),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=(TURN_ON,), restore=restore, tags=tags),
            payload={"LoadBalancerName": "{{ LoadBalancerName }}"},
        ),
        permissions=(
            allow(elasticloadbalancing.DescribeLoadBalancerAttributes, elasticloadbalancing.DescribeTags, on="*"),
            allow(elasticloadbalancing.ModifyLoadBalancerAttributes, on=arn("elasticloadbalancing", "loadbalancer/*")),
        ),
    ),
)
