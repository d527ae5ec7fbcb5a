"""Which granted actions no call has used.

https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.permissions.api_actions import dependent_actions
from generator.permissions.decisions import has_action
from generator.permissions.matching import action_matches, has_wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.permissions.gate import Decision
    from generator.permissions.policies import RolePolicies


@dataclass(frozen=True)
class UnusedGrants:
    """Actions as the policies write them: those that no allowed call used, and all that have a wildcard.

    ``implied`` are those that no call used and that a used action may need besides (a service-linked role that AWS
    makes in passing); a rehearsal cannot tell, so they do not count.
    """

    never_used: tuple[str, ...]
    wildcards: tuple[str, ...]
    implied: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.never_used or self.wildcards)


def unused_actions(policies: RolePolicies, decisions: Iterable[Decision]) -> UnusedGrants:
    """What the role may do and never did in the calls that were allowed; a NotAction grant counts as a wildcard."""
    used = {item.action for item in decisions if item.allowed and item.role_arn == policies.role_arn}
    besides = {action for item in used for action in dependent_actions(item)}
    never_used: list[str] = []
    implied: list[str] = []
    wildcards: list[str] = []
    for statement in policies.statements:
        if statement.effect != "Allow":
            continue
        for pattern in statement.actions:
            if not any(action_matches(pattern, action) for action in used):
                may_need = any(action_matches(pattern, action) for action in besides - {"iam:PassRole"})
                (implied if may_need else never_used).append(pattern)
            if has_wildcard(pattern):
                wildcards.append(pattern)
        for pattern in statement.not_actions:
            wildcards.append(f"NotAction {pattern}")
        if statement.not_actions and not any(has_action(statement, action) for action in used):
            never_used.append(f"NotAction {', '.join(statement.not_actions)}")
    return UnusedGrants(*(tuple(dict.fromkeys(found)) for found in (never_used, wildcards, implied)))
