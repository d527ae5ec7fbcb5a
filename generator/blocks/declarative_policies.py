"""Settings that an Organization declares for its accounts, which no account can change: of EC2, of S3, and of AI services.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, NoValue, Ref

from generator.blocks.organization_policy import (
    GROUP,
    made,
    organization_policy,
    policy_switch,
    switch_condition,
    target_condition,
    target_parameter,
)
from generator.model import Comment, Condition, Element, Parameter

VPC, EXCLUSIONS = "VpcBlockPublicAccess", "VpcExclusions"
BLOCKS_VPC, BLOCKS_BOTH = "BlocksPublicAccessOfVpcs", "BlocksBothDirections"
POLICIES = {
    "Ec2Settings": ("a declarative policy of EC2", "the policy of EC2"),
    "S3Settings": ("a policy that blocks public access of S3", "the policy of S3"),
    "AiOptOut": ("a policy that keeps contents from improving AI services", "the policy of AI services"),
}


def declarative_parameters() -> Iterator[Element]:
    """Whether they are made, where they hold, and what is blocked of VPCs."""
    for name, (words, short) in POLICIES.items():
        yield from policy_switch(name, words)
        yield target_parameter(name, short)
    yield Parameter(
        name=VPC,
        description="In the policy of EC2: block what comes from the internet into VPCs, or both ways. NONE leaves it to accounts.",
        label="Public access of VPCs",
        group=GROUP,
        default="NONE",
        allowed_values=("NONE", "INGRESS", "BIDIRECTIONAL"),
    )
    yield Parameter(
        name=EXCLUSIONS,
        description="Whether an account may exclude VPCs and subnets from that block.",
        label="Exclusions of VPCs",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )


def declarative_conditions() -> Iterator[Condition]:
    """One for each policy, and for what it declares."""
    for name in POLICIES:
        yield switch_condition(name)
        yield target_condition(name)
    yield Condition(BLOCKS_VPC, {"Fn::Not": [Equals(Ref(VPC), "NONE")]})
    yield Condition(BLOCKS_BOTH, Equals(Ref(VPC), "BIDIRECTIONAL"))
    yield Condition("AllowsVpcExclusions", Equals(Ref(EXCLUSIONS), "ENABLED"))


def declarative_policies() -> Iterator[Element]:
    """All of them."""
    yield Comment(
        "Two hops, so that containers reach the metadata; the other defaults are the account's.", "Properties/Content"
    )
    yield organization_policy(
        "Ec2Settings",
        "DECLARATIVE_POLICY_EC2",
        made("Ec2Settings"),
        "IMDSv2, no public snapshots and images, no serial console.",
        {"ec2_attributes": _ec2()},
    )
    yield organization_policy(
        "S3Settings",
        "S3_POLICY",
        made("S3Settings"),
        "All four settings of S3 Block Public Access.",
        {"s3_attributes": {"public_access_block_configuration": _assign("all")}},
    )
    yield Comment("Accounts cannot opt in again.", "Properties/Content")
    none = {"@@operators_allowed_for_child_policies": ["@@none"]}
    yield organization_policy(
        "AiOptOut",
        "AISERVICES_OPT_OUT_POLICY",
        made("AiOptOut"),
        "No AI service of AWS keeps or uses contents to improve itself.",
        {"services": {**none, "default": {**none, "opt_out_policy": {**none, **_assign("optOut")}}}},
    )


def _assign(value: Any) -> dict[str, Any]:
    return {"@@assign": value}


def _ec2() -> dict[str, Any]:
    gateway = {
        "mode": _assign(If(BLOCKS_BOTH, "block_bidirectional", "block_ingress")),
        "exclusions_allowed": _assign(If("AllowsVpcExclusions", "enabled", "disabled")),
    }
    return {
        "exception_message": _assign("The Organization declares this setting. Ask its administrators."),
        "image_block_public_access": {"state": _assign("block_new_sharing")},
        "instance_metadata_defaults": {
            "http_tokens": _assign("required"),
            "http_put_response_hop_limit": _assign("2"),
            "http_endpoint": _assign("no_preference"),
            "instance_metadata_tags": _assign("no_preference"),
        },
        "serial_console_access": {"status": _assign("disabled")},
        "snapshot_block_public_access": {"state": _assign("block_all_sharing")},
        "vpc_block_public_access": If(BLOCKS_VPC, {"internet_gateway_block": gateway}, NoValue),
    }
