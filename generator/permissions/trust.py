"""Whether a role's trust policy lets Systems Manager assume it for an automation.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.permissions.conditions import failed_condition
from generator.permissions.decisions import has_action
from generator.permissions.matching import text_matches

if TYPE_CHECKING:
    from generator.permissions.policies import RolePolicies, Statement

SERVICE = "ssm.amazonaws.com"
ACTION = "sts:AssumeRole"


def trust_refusal(policies: RolePolicies, execution_arn: str) -> str | None:
    """Why Systems Manager may not assume the role for this automation execution, or ``None`` when it may."""
    context = {
        "aws:sourcearn": (execution_arn,),
        "aws:sourceaccount": (execution_arn.split(":")[4],),
        "aws:principalisawsservice": ("true",),
        "aws:principalservicename": (SERVICE,),
        "aws:securetransport": ("true",),
    }
    about = [item for item in policies.trust if _names_service(item) and has_action(item, ACTION)]
    outcomes = [(item, failed_condition(item, context)) for item in about]
    for item, reason in outcomes:
        if item.effect == "Deny" and reason is None:
            return f"{item.policy} denies it"
    allows = [(item.policy, reason) for item, reason in outcomes if item.effect == "Allow"]
    if any(reason is None for _, reason in allows):
        return None
    if not allows:
        return f"the trust policy does not allow {ACTION} for {SERVICE}"
    return "; ".join(f"{policy}: Condition {reason}" for policy, reason in allows)


def _names_service(statement: Statement) -> bool:
    services = statement.principal.get("Service", ()) + statement.principal.get("*", ())
    return any(text_matches(pattern, SERVICE) for pattern in services)
