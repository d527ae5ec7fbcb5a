"""What a deployment does to each account and Region: create, update, remove, leave current, or skip and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.stack_sets.stored import Instance
from generator.stack_sets.targets import SUSPENDED, Reach

Places = Mapping[str, tuple[str, ...]]
"""Accounts, each with its Regions."""

INOPERABLE: Final = (
    "the instance is INOPERABLE: a deletion failed half-way. Remove it with baseline stack-sets remove, delete what is left of its "
    "stack, and deploy again"
)
OUTSIDE: Final = "it is outside of the targets of this command; --prune removes it"
BUSY: Final = "an operation is changing it"


@dataclass(frozen=True)
class InstancePlan:
    """Every place of a stack set once; ``units`` are the targets through which the places to be removed were made."""

    create: Places
    update: Places
    remove: Places
    current: Places
    skip: Mapping[str, Places]
    units: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything is created, updated or removed."""
        return bool(self.create or self.update or self.remove)


def count(places: Places) -> int:
    """How many places there are."""
    return sum(len(regions) for regions in places.values())


def instance_plan(
    aim: Reach, regions: Iterable[str], instances: Iterable[Instance], *, changed: bool, prune: bool
) -> InstancePlan:
    """The plan for one stack set; ``changed`` tells that an update of the set reaches every instance."""
    wanted = tuple(regions)
    made: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    existing: set[tuple[str, str]] = set()
    units: set[str] = set()
    for instance in instances:
        existing.add((instance.account, instance.region))
        inside = instance.account in aim.accounts and instance.region in wanted
        what = _what(instance, aim, inside=inside, changed=changed, prune=prune)
        made[what][instance.account].append(instance.region)
        if what == "remove":
            units.add(instance.unit)
    for account in aim.accounts:
        missing = [region for region in wanted if (account, region) not in existing]
        if missing:
            made["create"][account] += missing
    for account, reason in aim.left_out.items():
        missing = [region for region in wanted if (account, region) not in existing]
        if missing:
            made[reason][account] += missing
    fixed = {what: _sorted(places, wanted) for what, places in made.items()}
    create, update, remove, current = (fixed.pop(what, {}) for what in ("create", "update", "remove", "current"))
    return InstancePlan(create, update, remove, current, dict(sorted(fixed.items())), tuple(sorted(units)))


def _what(instance: Instance, aim: Reach, *, inside: bool, changed: bool, prune: bool) -> str:
    """The name of an action, or the reason to skip the instance."""
    if aim.left_out.get(instance.account) == SUSPENDED:
        return SUSPENDED
    if instance.detailed in ("RUNNING", "PENDING"):
        return BUSY
    if not inside and prune:
        return "remove"
    if instance.status == "INOPERABLE":
        return INOPERABLE
    if changed or (inside and instance.failed):
        return "update"
    return "current" if inside else OUTSIDE


def _sorted(places: Mapping[str, list[str]], wanted: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    order = {region: position for position, region in enumerate(wanted)}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}

    def regions(account: str) -> tuple[str, ...]:
        # Accounts share their few lists of Regions: a thousand accounts hold them once.
        listed = tuple(sorted(places[account], key=lambda code: (order.get(code, len(order)), code)))
        return shared.setdefault(listed, listed)

    return {account: regions(account) for account in sorted(places)}
