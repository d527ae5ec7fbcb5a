"""Emits templates/config-rules-vpc.yaml: AWS Config rules for Amazon VPC, with repair.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import (
    ec2_security_group_attached_to_eni_periodic,
    ec2_transit_gateway_auto_vpc_attach_disabled,
    ec2_vpc_bpa_internet_gateway_blocked,
    incoming_ssh_disabled,
    nacl_no_unrestricted_ssh_rdp,
    restricted_incoming_traffic,
    subnet_auto_assign_public_ip_disabled,
    vpc_default_security_group_closed,
    vpc_flow_logs_enabled,
    vpc_network_acl_unused_check,
    vpc_sg_open_only_to_authorized_ports,
    vpc_sg_port_restriction_check,
)
from generator.model import Article, Element, Scope, Text

CONTROLS = (
    vpc_flow_logs_enabled.CONTROL,
    vpc_default_security_group_closed.CONTROL,
    incoming_ssh_disabled.CONTROL,
    restricted_incoming_traffic.CONTROL,
    vpc_sg_open_only_to_authorized_ports.CONTROL,
    vpc_sg_port_restriction_check.CONTROL,
    subnet_auto_assign_public_ip_disabled.CONTROL,
    ec2_transit_gateway_auto_vpc_attach_disabled.CONTROL,
    ec2_security_group_attached_to_eni_periodic.CONTROL,
    nacl_no_unrestricted_ssh_rdp.CONTROL,
    vpc_network_acl_unused_check.CONTROL,
    ec2_vpc_bpa_internet_gateway_blocked.CONTROL,
)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("VPC", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("VPC controls", "VPC のコントロール"),
    summary=Text(
        "AWS Config rules for Amazon VPC, each with a runbook that repairs what it finds.",
        "Amazon VPC の AWS Config ルールと、検出した違反を修復するランブック。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "USD 0.001 per rule evaluation, the Automation steps of each repair,"
        " and what the flow logs that it makes write to CloudWatch Logs.",
        "ルール評価 1 回あたり 0.001 USD、修復ごとの Automation ステップ料金、"
        "作成したフローログの CloudWatch Logs 料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)
