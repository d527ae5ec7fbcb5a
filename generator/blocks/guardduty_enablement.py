"""A policy of an Organization that enables Amazon GuardDuty and its protection plans in its accounts.

The policy has one block for every Region and, beside it, blocks under the names of Regions. CloudFormation takes no parameter for a key,
so that this one holds in every Region.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_guardduty.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_guardduty_syntax.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, NoValue, Or, Ref

from generator.blocks.guardduty_detector import AGENTS, PLANS, RUNTIME_MONITORING, Plan
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

NAME, HAS_AGENT = "GuardDutyEnablement", "EnablesGuardDutyAgents"
# No Config rule looks for it, and none is needed: GuardDuty skips a plan where a Region lacks it.
AI_PROTECTION = Plan(
    "AI_PROTECTION",
    "GuardDutyAiProtection",
    "AI Protection",
    "Threats in calls of models of Amazon Bedrock and SageMaker AI. Billed by what is analyzed.",
    rule="",
    default="DISABLED",
)
FEATURES = (*PLANS, AI_PROTECTION)


def guardduty_parameters() -> Iterator[Element]:
    """Whether it is made, where it holds, and with which plans."""
    note = (
        " From then on GuardDuty no longer enables accounts by itself ('baseline organization prepare --auto-enable'), with or without a"
        " policy. Billed by events and volume of logs, in every Region that has GuardDuty."
    )
    yield from policy_switch(NAME, "a policy that enables GuardDuty in accounts", note)
    yield target_parameter(NAME, "the policy of GuardDuty")
    for plan in (*FEATURES, RUNTIME_MONITORING, *AGENTS):
        yield Parameter(
            name=plan.parameter,
            description=f"{plan.description} DISABLED leaves it to accounts, and does not turn it off.",
            label=plan.label,
            group=GROUP,
            default=plan.default,
            allowed_values=("ENABLED", "DISABLED"),
        )


def guardduty_conditions() -> Iterator[Condition]:
    """Of the policy, and of each plan."""
    yield switch_condition(NAME)
    yield target_condition(NAME)
    for plan in (*FEATURES, RUNTIME_MONITORING, *AGENTS):
        yield Condition(_enables(plan), Equals(Ref(plan.parameter), "ENABLED"))
    yield Condition(HAS_AGENT, Or(*({"Condition": _enables(agent)} for agent in AGENTS)))


def guardduty_policy() -> Iterator[Element]:
    """What is not chosen is left out: the policy says nothing of it, and accounts decide."""
    agents = {_key(agent): If(_enables(agent), _enabled(), NoValue) for agent in AGENTS}
    runtime = {**_enabled(), "additional_configuration": If(HAS_AGENT, agents, NoValue)}
    plans = {_key(plan): If(_enables(plan), _enabled(), NoValue) for plan in FEATURES}
    block = {
        "foundational": _enabled(),
        **plans,
        _key(RUNTIME_MONITORING): If(_enables(RUNTIME_MONITORING), runtime, NoValue),
    }
    yield Comment(
        "No account can change what the policy enables. AWS wants GuardDuty's service-linked role in the management account before (article"
        " service-linked-roles)."
    )
    yield Comment("A plan that a Region lacks is skipped there.", "Properties/Content/guardduty/enablement/default")
    yield organization_policy(
        NAME,
        "GUARDDUTY_POLICY",
        made(NAME),
        "GuardDuty in every account under it, those that join later too.",
        {"guardduty": {"enablement": {"default": block}}},
    )


def _key(plan: Plan) -> str:
    return plan.feature.lower()


def _enables(plan: Plan) -> str:
    return f"Enables{plan.parameter}"


def _enabled() -> dict[str, Any]:
    return {"status": {"@@assign": "enabled"}}
