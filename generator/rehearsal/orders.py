"""Adversarial orders: each resource once as early as its declared dependencies allow, so that a missing one shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.rehearsal.plan import Plan
from generator.template.references import ancestors

if TYPE_CHECKING:
    from generator.rehearsal.account import StrictAccount
    from generator.rehearsal.stack import Stack


@dataclass(frozen=True)
class Order:
    """One order of all resources; each of ``early`` comes right after what it declares to need, and no sooner.

    The first ``decisive`` resources end with the last of ``early`` and what it waits for: what comes after them shows nothing.
    """

    early: tuple[str, ...]
    sequence: tuple[str, ...]
    decisive: int


@dataclass(frozen=True)
class OrderResult:
    """One deployment in one adversarial order."""

    order: Order
    stack: "Stack"

    @property
    def green(self) -> bool:
        """Whether the stack was made, as far as it was to be."""
        return self.stack.status in ("CREATE_COMPLETE", "CREATE_IN_PROGRESS")

    def __str__(self) -> str:
        reasons = "; ".join(f"{event.logical_id}: {event.reason}" for event in self.stack.failures)
        return f"{', '.join(self.order.early)} early: {self.stack.status}{f' ({reasons})' if reasons else ''}"


def orders(plan: Plan) -> tuple[Order, ...]:
    """As many orders as it takes that every resource is early in one of them."""
    beginnings = {name: _beginning(plan, name) for name in plan.order}
    result = []
    for name, beginning in beginnings.items():
        begun = {other: longer[: len(beginning)] == beginning for other, longer in beginnings.items() if other != name}
        if not any(begun.values()):
            early = tuple(other for other, shorter in beginnings.items() if beginning[: len(shorter)] == shorter)
            rest = (other for other in plan.order if other not in beginning)
            sequence = (*beginning, *rest)
            awaited = _partners(plan, {name})
            result.append(Order(early, sequence, 1 + max(sequence.index(each) for each in {name, *awaited})))
    return tuple(result)


def rehearse_orders(
    account: "StrictAccount",
    template_text: str,
    parameters: Mapping[str, Any] | None = None,
    capabilities: Sequence[str] = (),
    *,
    region: str | None = None,
    prepare: Callable[["StrictAccount"], object] | None = None,
) -> tuple[OrderResult, ...]:
    """Deploy the template once per order, each in an account that holds nothing but what ``prepare`` made.

    The first order is deployed whole, the others up to what is early in them.
    """
    account.reset()
    if prepare is not None:
        prepare(account)
    prepared = account.snapshot()
    plan = account.plan(template_text, parameters, region=region)
    results: list[OrderResult] = []
    for order in orders(plan):
        account.restore(prepared)
        stack = account.create_stack(
            "adversarial",
            template_text,
            parameters,
            capabilities,
            region=region,
            order=order.sequence,
            most=order.decisive if results else None,
        )
        results.append(OrderResult(order, stack))
    return tuple(results)


def _beginning(plan: Plan, name: str) -> tuple[str, ...]:
    """What ``name`` needs, in order, and ``name`` at the end."""
    needed = ancestors(name, plan.needs)
    needed |= _partners(plan, needed)
    needed.discard(name)
    return (*(other for other in plan.order if other in needed), name)


def _partners(plan: Plan, needed: set[str]) -> set[str]:
    """What completes a needed resource that waits (a recorder for its channel), and what that needs in turn."""
    from generator.rehearsal.resource_types.table import TYPES

    awaited = {kind for other in needed for kind in TYPES[plan.resources[other]["Type"]].waits_for}
    partners = {other for other in plan.order if plan.resources[other]["Type"] in awaited}
    return partners | {other for partner in partners for other in ancestors(partner, plan.needs)}
