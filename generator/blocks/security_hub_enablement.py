"""A policy of an Organization that enables AWS Security Hub in its accounts.

Security Hub brings findings of other services together; it is not Security Hub CSPM, which checks against standards.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, If, NoValue, Ref

from generator.blocks.enablement_regions import region_lists, regions_condition, regions_parameter
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

NAME, SERVICE, NETWORK = "SecurityHubEnablement", "Security Hub", "SecurityHubNetworkScanning"
SCANS_NETWORK = "EnablesSecurityHubNetworkScanning"


def security_hub_parameters() -> Iterator[Element]:
    """Whether it is made, where it holds, in which Regions, and with which feature."""
    note = (
        " It does not touch Security Hub CSPM, whose standards the article organization-security-hub configures; the delegated"
        " administrator of CSPM, where there is one, is that of Security Hub too. Billed by resource that is watched."
    )
    yield from policy_switch(NAME, "a policy that enables Security Hub in accounts", note)
    yield target_parameter(NAME, "the policy of Security Hub")
    yield regions_parameter(NAME, SERVICE)
    yield Parameter(
        name=NETWORK,
        description=(
            "Network scanning in the Regions of the policy. DISABLED leaves it to accounts, and does not turn it off. Of no effect in"
            " China and GovCloud, which lack it."
        ),
        label="Network scanning",
        group=GROUP,
        default="DISABLED",
        allowed_values=("ENABLED", "DISABLED"),
    )


def security_hub_conditions() -> Iterator[Condition]:
    """Of the policy, and of its feature."""
    yield switch_condition(NAME)
    yield target_condition(NAME)
    yield regions_condition(NAME)
    in_aws = Equals(Ref("AWS::Partition"), "aws")
    yield Condition(SCANS_NETWORK, And(in_aws, Equals(Ref(NETWORK), "ENABLED")))


def security_hub_enablement() -> Iterator[Element]:
    """The policy."""
    lists = region_lists(NAME)
    yield Comment("AWS wants the service-linked role AWSServiceRoleForSecurityHubV2 in the management account before.")
    yield organization_policy(
        NAME,
        "SECURITYHUB_POLICY",
        made(NAME),
        "Security Hub in every account under it, those that join later too.",
        {"securityhub": {**lists, "features": If(SCANS_NETWORK, {"network_scanning": lists}, NoValue)}},
    )
