"""Transit gateways accept no attachment by themselves; the runbook turns that off, and can turn it on again.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-transit-gateway-auto-vpc-attach-disabled.html
"""

from typing import Any

from awacs import ec2

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

GATEWAY = arn("ec2", "transit-gateway/*", region="*")
ID = {"TransitGatewayId": "{{ TransitGatewayId }}"}


def gateway(events: Events) -> dict[str, Any]:
    """The transit gateway once no change is under way, or as it is after three minutes."""
    import time

    import boto3

    client = boto3.client("ec2")
    for _ in range(18):
        (found,) = client.describe_transit_gateways(TransitGatewayIds=[events["TransitGatewayId"]])["TransitGateways"]
        if found["State"] not in ("pending", "modifying"):
            break
        time.sleep(10)
    return dict(found)


def read(events: Events) -> dict[str, str]:
    """Whether attachments of other accounts are accepted without asking."""
    return {"AutoAcceptSharedAttachments": gateway(events)["Options"]["AutoAcceptSharedAttachments"]}


def complies(state: dict[str, str], events: Events) -> bool:
    """They are not."""
    return state["AutoAcceptSharedAttachments"] == "disable"


def tags(events: Events) -> list[str]:
    """The keys of the transit gateway's tags."""
    return [tag["Key"] for tag in gateway(events).get("Tags", [])]


def restore(events: Events, context: object) -> None:
    """Put the former value back."""
    import json

    import boto3

    former = json.loads("".join(events["Restore"]))
    boto3.client("ec2").modify_transit_gateway(TransitGatewayId=events["TransitGatewayId"], Options=former)


CONTROL = Control(
    identifier="EC2_TRANSIT_GATEWAY_AUTO_VPC_ATTACH_DISABLED",
    title=Text(
        "Transit gateways ask before they accept attachments",
        "トランジットゲートウェイはアタッチメントを自動承認しない",
    ),
    why=Text(
        "Where attachments are accepted by themselves, every account"
        " that the gateway is shared with joins its VPCs to the network.",
        "自動承認では、ゲートウェイを共有したどのアカウントも、自分の VPC をネットワークに接続できます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("EC2.23",)),
    runbook=Runbook(
        name="DisableAutoAcceptAttachments",
        description=(
            "Makes a transit gateway ask before it accepts an attachment of another account; attachments that it has stay."
            " Restore brings the former value back."
        ),
        inputs=(
            Input(
                name="TransitGatewayId",
                type="String",
                description="The transit gateway.",
                allowed_pattern="^tgw-[0-9a-f]{8,17}$",
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
                        "name": "DisableAutoAccept",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "ec2",
                            "Api": "ModifyTransitGateway",
                            **ID,
                            "Options": {"AutoAcceptSharedAttachments": "disable"},
                        },
                    },
                ),
                restore=restore,
                tags=tags,
                shared=(gateway,),
            ),
            payload=ID,
        ),
        permissions=(
            allow(ec2.DescribeTransitGateways, on="*"),
            allow(ec2.ModifyTransitGateway, on=GATEWAY),
        ),
    ),
)
