"""The operations that carry out a plan, as few as reach every place and no other.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.stack_sets.instance_plan import InstancePlan, Places
from generator.stack_sets.targets import Reach, Targets

FAILURE_TOLERANCE: Final = 25
"""Per cent of the accounts in a Region that may fail before the later Regions are left alone."""
MAX_CONCURRENT: Final = 10
"""Per cent of the accounts in a Region that are changed at the same time."""


@dataclass(frozen=True)
class Request:
    """One call that starts an operation; ``words`` say what it does."""

    operation: str
    words: str
    members: Mapping[str, Any]


def preferences(regions: Sequence[str]) -> dict[str, Any]:
    """Operation preferences: ``regions`` one after the other, and a small organization's one failure tolerated.

    A strict tolerance would lower the concurrency to the failures that are left, one account at a time.
    """
    return {
        "RegionConcurrencyType": "SEQUENTIAL",
        "RegionOrder": list(regions),
        "FailureTolerancePercentage": FAILURE_TOLERANCE,
        "MaxConcurrentPercentage": MAX_CONCURRENT,
        "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
    }


def groups(places: Places) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Accounts with the same Regions together: Regions to accounts."""
    found: dict[tuple[str, ...], list[str]] = {}
    for account, regions in places.items():
        found.setdefault(regions, []).append(account)
    return {regions: tuple(accounts) for regions, accounts in found.items()}


def create_requests(
    plan: InstancePlan, chosen: Targets, aim: Reach, regions: Sequence[str], registered: Mapping[str, frozenset[str]]
) -> list[Request]:
    """The calls that make the missing instances.

    A whole unit is named as the units are, which also sets the Regions for accounts that join it later; ``registered`` has those that
    are set by now. A few accounts of a unit are named by an intersection, so that the present ones are left alone.
    """
    named = Targets(chosen.units) if chosen.account_filter == "UNION" else chosen
    inside = {account for account, member in aim.accounts.items() if not set(chosen.units).isdisjoint(member.above)}
    made: list[Request] = []
    new = tuple(region for region in regions if any(region not in registered.get(unit, ()) for unit in chosen.units))
    if new:
        made.append(_create(named, new))
    covered = {(account, region) for account in inside for region in new}
    left = {
        account: missing
        for account, wanted in plan.create.items()
        if (missing := tuple(region for region in wanted if (account, region) not in covered))
    }
    for group, accounts in groups(left).items():
        within = tuple(account for account in accounts if account in inside)
        if within:
            made.append(_create(Targets(chosen.units, within, "INTERSECTION"), group))
        for unit, others in _by_unit(set(accounts) - inside, aim).items():
            made.append(_create(Targets((unit,), others, "INTERSECTION"), group))
    return made


def _by_unit(accounts: Iterable[str], aim: Reach) -> dict[str, tuple[str, ...]]:
    # CreateStackInstances knows no UNION: each account is taken out of its own unit.
    found: dict[str, list[str]] = {}
    for account in sorted(accounts):
        found.setdefault(aim.accounts[account].unit, []).append(account)
    return {unit: tuple(members) for unit, members in sorted(found.items())}


def _create(targets: Targets, regions: Sequence[str]) -> Request:
    members = {"DeploymentTargets": targets.members(), "Regions": list(regions)}
    words = f"create instances in {_where(targets)}, {', '.join(regions)}"
    return Request("create_stack_instances", words, members | {"OperationPreferences": preferences(regions)})


def update_requests(places: Places, units: Mapping[str, str]) -> list[Request]:
    """The calls that try failed and outdated instances again; ``units`` has each account's target."""
    made = []
    for regions, accounts in groups(places).items():
        targets = _through(accounts, units)
        members = {"DeploymentTargets": targets.members(), "Regions": list(regions)}
        words = f"update {_where(targets)}, {', '.join(regions)}"
        made.append(Request("update_stack_set", words, members | {"OperationPreferences": preferences(regions)}))
    return made


def delete_requests(places: Places, units: Mapping[str, str], *, retain: bool = False) -> list[Request]:
    """The calls that delete instances; ``retain`` leaves their stacks where they are."""
    made = []
    for regions, accounts in groups(places).items():
        targets = _through(accounts, units)
        # The home Region comes first in a deployment and last in a removal.
        backwards = list(reversed(regions))
        members = {"DeploymentTargets": targets.members(), "Regions": backwards, "RetainStacks": retain}
        words = f"delete instances in {_where(targets)}, {', '.join(backwards)}"
        made.append(
            Request("delete_stack_instances", words, members | {"OperationPreferences": preferences(backwards)})
        )
    return made


def _through(accounts: Sequence[str], units: Mapping[str, str]) -> Targets:
    return Targets(tuple(sorted({units[account] for account in accounts})), tuple(accounts), "INTERSECTION")


def _where(targets: Targets) -> str:
    units = ", ".join(targets.units)
    if not targets.accounts:
        return units
    kind = {"INTERSECTION": "of", "DIFFERENCE": "left out of", "UNION": "and"}[targets.account_filter]
    return f"{len(targets.accounts)} accounts {kind} {units}"


def delete_units(places: Places, units: Mapping[str, str], *, retain: bool = False) -> list[Request]:
    """The one call that deletes every instance of the units, and stops auto-deployment to them."""
    targets = Targets(tuple(sorted(set(units.values()))))
    regions = sorted({region for listed in places.values() for region in listed}, reverse=True)
    members = {"DeploymentTargets": targets.members(), "Regions": regions, "RetainStacks": retain}
    words = f"delete the instances in {_where(targets)}, {', '.join(regions)}"
    return [Request("delete_stack_instances", words, members | {"OperationPreferences": preferences(regions)})]
