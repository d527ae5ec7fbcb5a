"""A policy of an Organization that enables Amazon Inspector in its accounts.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html
"""

from collections.abc import Iterator

from troposphere import Equals, If, Not, NoValue, Or, Ref

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
from generator.model import Comment, Condition, Element, Parameter, Rule

NAME, SERVICE, LAMBDA = "InspectorEnablement", "Inspector", "InspectorLambdaScanning"
SCANS_LAMBDA, SCANS_CODE = "EnablesInspectorLambdaScanning", "EnablesInspectorLambdaCodeScanning"
# By parameter: the key of the policy, the label, what is scanned and billed, and the default.
SCANS = {
    "InspectorEc2Scanning": (
        "ec2_scanning",
        "EC2 scanning",
        "EC2 instances. Billed by instance and hour.",
        "ENABLED",
    ),
    "InspectorEcrScanning": (
        "ecr_scanning",
        "ECR scanning",
        "Container images in ECR. Billed by image that is pushed, and by each scan of it afterwards.",
        "ENABLED",
    ),
    "InspectorCodeRepositoryScanning": (
        "code_repository_scanning",
        "Code repository scanning",
        "Repositories of code that Inspector is connected to. Billed by scan.",
        "DISABLED",
    ),
}


def inspector_parameters() -> Iterator[Element]:
    """Whether it is made, where it holds, in which Regions, and what is scanned there."""
    note = " The delegated administrator of Inspector sees what is found; 'baseline organization prepare' names it."
    yield from policy_switch(NAME, "a policy that enables Inspector in accounts", note)
    yield target_parameter(NAME, "the policy of Inspector")
    yield regions_parameter(NAME, SERVICE)
    for name, (_, label, words, default) in SCANS.items():
        yield Parameter(
            name=name,
            description=f"{words} DISABLED leaves it to accounts, and does not turn off what is on.",
            label=label,
            group=GROUP,
            default=default,
            allowed_values=("ENABLED", "DISABLED"),
        )
    yield Parameter(
        name=LAMBDA,
        description=(
            "Lambda functions: STANDARD looks at their packages, CODE at their own code as well. Billed by function and hour, for each of"
            " both. DISABLED leaves it to accounts, and does not turn off what is on."
        ),
        label="Lambda scanning",
        group=GROUP,
        default="STANDARD",
        allowed_values=("STANDARD", "CODE", "DISABLED"),
    )
    yield _has_scan()


def _has_scan() -> Rule:
    chosen = [Equals(Ref(name), "ENABLED") for name in SCANS]
    words = "A policy of Inspector needs a scan: enable one of EC2, ECR, code repositories or Lambda."
    return Rule(
        "InspectorEnablementHasScan",
        {
            "RuleCondition": Equals(Ref(NAME), "ENABLED"),
            "Assertions": [
                {"Assert": Or(*chosen, Not(Equals(Ref(LAMBDA), "DISABLED"))), "AssertDescription": words},
            ],
        },
    )


def inspector_conditions() -> Iterator[Condition]:
    """Of the policy, and of each scan."""
    yield switch_condition(NAME)
    yield target_condition(NAME)
    yield regions_condition(NAME)
    for name in SCANS:
        yield Condition(f"Enables{name}", Equals(Ref(name), "ENABLED"))
    yield Condition(SCANS_LAMBDA, Not(Equals(Ref(LAMBDA), "DISABLED")))
    yield Condition(SCANS_CODE, Equals(Ref(LAMBDA), "CODE"))


def inspector_policy() -> Iterator[Element]:
    """What is not chosen is left out: the policy says nothing of it, and accounts decide."""
    lists = region_lists(NAME)
    scans = {key: If(f"Enables{name}", lists, NoValue) for name, (key, *_) in SCANS.items()}
    code = {"lambda_code_scanning": If(SCANS_CODE, lists, NoValue)}
    yield Comment(
        "Accounts keep Inspector when the policy goes, and pay for it until it is disabled there. AWS wants its service-linked role in the"
        " management account before (article service-linked-roles)."
    )
    yield organization_policy(
        NAME,
        "INSPECTOR_POLICY",
        made(NAME),
        "Inspector scans in every account under it, those that join later too.",
        {
            "inspector": {
                "enablement": {**scans, "lambda_standard_scanning": If(SCANS_LAMBDA, {**lists, **code}, NoValue)}
            }
        },
    )
