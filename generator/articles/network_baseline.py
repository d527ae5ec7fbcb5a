"""Emits templates/network-baseline.yaml: a VPC without a way in from the internet, its endpoints and logs, and sessions instead of SSH.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-best-practices.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
"""

from collections.abc import Iterator

from troposphere import Equals, If, Not, Ref, ec2

from generator.blocks.deployment import deployment
from generator.blocks.network_endpoints import endpoint_conditions, endpoint_parameters, endpoints
from generator.blocks.network_flow_logs import flow_log_conditions, flow_log_parameters, flow_logs
from generator.blocks.network_log_key import key_conditions, key_parameters, network_key
from generator.blocks.private_network import (
    GROUP,
    network_conditions,
    network_outputs,
    network_parameters,
    private_network,
)
from generator.blocks.session_manager import session_conditions, session_manager, session_output, session_parameters
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

BLOCKS, INGRESS_ONLY = "BlocksPublicAccessOfVpcs", "BlocksIngressOnly"


def elements() -> Iterator[Element]:
    """Parameters, the network, what leads out of it, what it logs, and how people reach what is in it."""
    yield from network_parameters()
    yield _block_parameter()
    yield from endpoint_parameters()
    yield from flow_log_parameters()
    yield from session_parameters()
    yield from key_parameters()
    yield from deployment()
    for conditions in (
        network_conditions,
        endpoint_conditions,
        key_conditions,
        flow_log_conditions,
        session_conditions,
    ):
        yield from conditions()
    yield Condition(BLOCKS, Not(Equals(Ref("NetworkBlockPublicAccess"), "DISABLED")))
    yield Condition(INGRESS_ONLY, Equals(Ref("NetworkBlockPublicAccess"), "BLOCK_INGRESS"))
    yield from private_network()
    yield from endpoints()
    yield from network_key()
    yield from flow_logs()
    yield from _block()
    yield from session_manager()
    yield from network_outputs()
    yield session_output()


def _block_parameter() -> Parameter:
    return Parameter(
        name="NetworkBlockPublicAccess",
        description=(
            "Stops traffic through the internet gateways of ALL VPCs of this account and Region: BLOCK_INGRESS what comes in without"
            " having been asked for, BLOCK_BIDIRECTIONAL everything. Workloads that the internet reaches break."
        ),
        label="Block public access of all VPCs",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "BLOCK_INGRESS", "BLOCK_BIDIRECTIONAL"),
    )


def _block() -> Iterator[Element]:
    yield Comment(
        "One for all VPCs of the account in this Region; deleted with the stack, it lets traffic through again."
    )
    yield ec2.VPCBlockPublicAccessOptions(
        "EC2VPCBlockPublicAccessOptions",
        Condition=BLOCKS,
        InternetGatewayBlockMode=If(INGRESS_ONLY, "block-ingress", "block-bidirectional"),
    )


ARTICLE = Article(
    title=Text("Network baseline", "ネットワークのベースライン"),
    summary=Text(
        "A VPC with private subnets, tight network ACLs, flow logs and endpoints for the own Organization; sessions instead of SSH.",
        "プライベートサブネット、厳格な ACL、フローログ、自組織限定のエンドポイントを備えた VPC と、"
        "SSH に代わる Session Manager。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "The network and its gateway endpoints are free; flow and session logs by volume; NAT gateway, interface endpoints and key, if"
        " chosen, by the hour or month.",
        "ネットワークとゲートウェイエンドポイントは無料。フローログとセッションログは従量課金。"
        "NAT ゲートウェイ、インターフェイスエンドポイント、KMS キーは選択時のみ時間または月単位で課金。",
    ),
    elements=elements,
    detected_by=(
        "VPC_FLOW_LOGS_ENABLED",
        "SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
        "NACL_NO_UNRESTRICTED_SSH_RDP",
        "INCOMING_SSH_DISABLED",
        "RESTRICTED_INCOMING_TRAFFIC",
        "EC2_VPC_BPA_INTERNET_GATEWAY_BLOCKED",
        "SERVICE_VPC_ENDPOINT_ENABLED",
        "VPC_ENDPOINT_POLICY_NOT_OPEN",
        "EC2_INSTANCE_MANAGED_BY_SSM",
    ),
)
