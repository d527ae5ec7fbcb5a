"""Whether policies allow one action on one resource, and which sentence of them decides.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.permissions.conditions import failed_condition
from generator.permissions.matching import action_matches, arn_matches
from generator.permissions.resources import spellings
from generator.permissions.variables import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.permissions.policies import RolePolicies, Statement


def refusal(policies: RolePolicies, action: str, arn: str, context: Mapping[str, tuple[str, ...]]) -> str | None:
    """Why the action is not allowed on the resource, or ``None`` when it is."""
    for statement in (*policies.statements, *(policies.boundary or ())):
        if statement.effect == "Deny" and miss(statement, action, arn, context) is None:
            return f"with an explicit deny in {statement.policy}"
    misses = _allow_misses(policies.statements, action, arn, context)
    if misses is not None:
        return f"because no identity-based policy allows it{misses}"
    if policies.boundary is not None and _allow_misses(policies.boundary, action, arn, context) is not None:
        return "because the permissions boundary does not allow it"
    return None


def _allow_misses(
    statements: Iterable[Statement], action: str, arn: str, context: Mapping[str, tuple[str, ...]]
) -> str | None:
    """``None`` when a statement allows; otherwise which statements have the action, and what else they lack."""
    near = []
    for statement in statements:
        if statement.effect == "Allow":
            lacks = miss(statement, action, arn, context)
            if lacks is None:
                return None
            if lacks:
                near.append(f"{statement.policy}: {lacks}")
    return f" ({'; '.join(near)})" if near else ""


def miss(statement: Statement, action: str, arn: str, context: Mapping[str, tuple[str, ...]]) -> str | None:
    """``None``: the statement applies; empty: it is about other actions; otherwise what keeps it from applying."""
    if not has_action(statement, action):
        return ""
    if not _has_resource(statement, action, arn, context):
        return f"Resource is {', '.join(statement.resources or statement.not_resources) or 'absent'}"
    failed = failed_condition(statement, context)
    return None if failed is None else f"Condition {failed}"


def has_action(statement: Statement, action: str) -> bool:
    """Whether a statement is about an action."""
    if statement.not_actions:
        return not any(action_matches(pattern, action) for pattern in statement.not_actions)
    return any(action_matches(pattern, action) for pattern in statement.actions)


def _has_resource(statement: Statement, action: str, arn: str, context: Mapping[str, tuple[str, ...]]) -> bool:
    def any_match(patterns: Iterable[str]) -> bool:
        whole = [filled(pattern, context) for pattern in patterns]
        return any(arn_matches(pattern, form) for pattern in whole for form in spellings(action, arn))

    if statement.not_resources:
        return not any_match(statement.not_resources)
    return any_match(statement.resources)
