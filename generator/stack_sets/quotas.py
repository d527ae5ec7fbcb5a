"""What a plan takes of CloudFormation's quotas.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.knowledge import limits
from generator.model import BadInput
from generator.stack_sets.instance_plan import InstancePlan, count

if TYPE_CHECKING:
    from generator.stack_sets.planning import SetPlan


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a quota a plan comes to."""

    what: str
    used: int
    quota: int

    def __str__(self) -> str:
        return f"{self.what}: {self.used:,} of {self.quota:,}"


def uses(sets: "Sequence[SetPlan]", stack_sets: int) -> tuple[Use, ...]:
    """Stack sets of the administrator, instances of the largest set, stacks of the fullest account and Region."""
    new = sum(1 for each in sets if each.stored is None)
    stacks: Counter[tuple[str, str]] = Counter()
    for each in sets:
        for places in _staying(each.instances):
            stacks.update((account, region) for account, regions in places.items() for region in regions)
    largest = max((sum(map(count, _staying(each.instances))) for each in sets), default=0)
    return (
        Use("stack sets of this account and Region", stack_sets + new, limits.STACK_SETS),
        Use("instances of the largest stack set", largest, limits.STACK_SET_INSTANCES),
        Use("stacks of these sets in one account and Region", max(stacks.values(), default=0), limits.STACKS),
    )


def _staying(plan: InstancePlan) -> tuple[dict[str, tuple[str, ...]], ...]:
    return tuple(dict(places) for places in (plan.create, plan.update, plan.current))


def require_room(sets: "Sequence[SetPlan]", there: Sequence[str]) -> None:
    """BadInput where the plan would go over a quota."""
    for use in uses(sets, len(there)):
        if use.used > use.quota:
            raise BadInput("quota", str(use), "Ask AWS for a higher quota, or deploy to fewer units or Regions")
