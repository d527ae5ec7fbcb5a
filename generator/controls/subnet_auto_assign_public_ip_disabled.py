"""Subnets give no public IP address to what is launched in them; the runbook turns that off, and can turn it on again.

https://docs.aws.amazon.com/config/latest/developerguide/subnet-auto-assign-public-ip-disabled.html
"""

from typing import Any

from awacs import ec2

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def subnet(events: Events) -> dict[str, Any]:
    """The subnet as EC2 describes it."""
    import boto3

    (found,) = boto3.client("ec2").describe_subnets(SubnetIds=[events["SubnetId"]])["Subnets"]
    return dict(found)


def read(events: Events) -> dict[str, bool]:
    """Whether an instance gets a public IPv4 address when it is launched."""
    return {"MapPublicIpOnLaunch": subnet(events)["MapPublicIpOnLaunch"]}


def complies(state: dict[str, bool], events: Events) -> bool:
    """It gets none."""
    return not state["MapPublicIpOnLaunch"]


def tags(events: Events) -> list[str]:
    """The keys of the subnet's tags."""
    return [tag["Key"] for tag in subnet(events).get("Tags", [])]


def restore(events: Events, context: object) -> None:
    """Put the former value back."""
    import json

    import boto3

    former = json.loads("".join(events["Restore"]))["MapPublicIpOnLaunch"]
    boto3.client("ec2").modify_subnet_attribute(SubnetId=events["SubnetId"], MapPublicIpOnLaunch={"Value": former})


CONTROL = Control(
    identifier="SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
    title=Text("Subnets assign no public IP addresses", "サブネットはパブリック IP アドレスを自動で割り当てない"),
    why=Text(
        "An instance that gets a public address by default is on the internet although nobody decided that.",
        "既定でパブリックアドレスを得たインスタンスは、誰も意図しないままインターネットに公開されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "After a repair new instances in a subnet without a NAT gateway"
        " do not reach the internet unless they ask for an address.",
        "修復後、NAT"
        " ゲートウェイのないサブネットの新しいインスタンスは、アドレスを指定しない限りインターネットに接続できません。",
    ),
    framework=Framework(security_hub=("EC2.15",)),
    runbook=Runbook(
        name="DisableAutoAssignPublicIp",
        description="Turns off public IPv4 addresses at launch in a subnet; Restore turns them on where they were on.",
        inputs=(
            Input(
                name="SubnetId",
                type="String",
                description="The subnet.",
                allowed_pattern="^subnet-[0-9a-f]{8,17}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The former value.", "以前の設定値。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "DisablePublicIp",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ec2",
                            "Api": "ModifySubnetAttribute",
                            "SubnetId": "{{ SubnetId }}",
                            "MapPublicIpOnLaunch": {"Value": False},
                        },
                    },
                ),
                restore=restore,
                tags=tags,
                shared=(subnet,),
            ),
            payload={"SubnetId": "{{ SubnetId }}"},
        ),
        permissions=(
            allow(ec2.DescribeSubnets, on="*"),
            allow(ec2.ModifySubnetAttribute, on=arn("ec2", "subnet/*", region="*")),
        ),
    ),
)
