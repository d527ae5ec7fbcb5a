"""A plan in words: facts for programs, rows and lines for people."""

from collections.abc import Iterator
from typing import Any, Final

from generator.stack_sets.direct_launch import launch_command, launch_links
from generator.stack_sets.instance_plan import Places, count
from generator.stack_sets.planning import Plan, SetPlan
from generator.stack_sets.quotas import uses
from generator.stack_sets.requests import groups
from generator.stack_sets.targets import MANAGEMENT

HEADINGS: Final = ("stack set", "Regions", "create", "update", "remove", "current", "skip")
SHOWN: Final = 8
"""The accounts that a line names before it counts the others."""


def facts(plan: Plan, base_url: str | None) -> dict[str, Any]:
    """Everything, accounts and Regions in full."""
    return {
        "stackSets": [_set_facts(each) for each in plan.sets],
        "leftOut": dict(sorted(plan.reach.left_out.items())),
        "optInRegions": plan.opt_in.facts(),
        "quotas": [
            {"what": use.what, "used": use.used, "quota": use.quota} for use in uses(plan.sets, plan.stack_sets)
        ],
        "managementAccount": {
            "account": plan.management,
            "reason": MANAGEMENT,
            "launch": {each.about.article: _launch(each, base_url) for each in plan.sets},
        },
    }


def _set_facts(each: SetPlan) -> dict[str, Any]:
    instances = each.instances
    return {
        "article": each.about.article,
        "stackSet": each.name,
        "exists": each.stored is not None,
        "regions": list(each.regions),
        "regionsWithoutTypes": list(each.without),
        "capabilities": list(each.about.capabilities),
        "differences": [{"what": it.what, "before": it.before, "after": it.after} for it in each.changes],
        "create": _listed(instances.create),
        "update": _listed(instances.update),
        "remove": _listed(instances.remove),
        "current": count(instances.current),
        "skip": {reason: _listed(places) for reason, places in instances.skip.items()},
        "operationsRunning": [it["OperationId"] for it in each.under_way],
        "notes": list(each.notes),
    }


def _listed(places: Places) -> list[dict[str, list[str]]]:
    return [{"regions": list(regions), "accounts": list(accounts)} for regions, accounts in groups(places).items()]


def _launch(each: SetPlan, base_url: str | None) -> dict[str, str]:
    if base_url:
        return launch_links(each, base_url)
    return {region: launch_command(each, region) for region in each.regions}


def rows(plan: Plan) -> list[tuple[str, ...]]:
    """The table of a plan, a row for each stack set."""
    return [
        (
            each.name + ("" if each.stored else " (new)"),
            str(len(each.regions)),
            *(str(count(places)) for places in _columns(each)),
            str(sum(count(places) for places in each.instances.skip.values())),
        )
        for each in plan.sets
    ]


def _columns(each: SetPlan) -> tuple[Places, ...]:
    return each.instances.create, each.instances.update, each.instances.remove, each.instances.current


def lines(plan: Plan, base_url: str | None) -> Iterator[str]:
    """What the table does not say, in the order of deployment."""
    for each in plan.sets:
        yield from _set_lines(each)
    yield from plan.opt_in.lines()
    yield "quotas: " + "; ".join(map(str, uses(plan.sets, plan.stack_sets)))
    yield f"management account {plan.management}: {MANAGEMENT}. Launch there by hand:"
    for each in plan.sets:
        first = each.regions[0]
        more = f"  (and in {len(each.regions) - 1} other Regions: see --json)" if each.regions[1:] else ""
        yield f"  {each.about.article}: {_launch(each, base_url)[first]}{more}"


def _set_lines(each: SetPlan) -> Iterator[str]:
    yield f"{each.name}: {', '.join(each.regions)}"
    if each.without:
        yield f"  not in {', '.join(each.without)}: a resource type of the template is missing there"
    for note in each.notes:
        yield f"  note: {note}"
    for operation in each.under_way:
        yield f"  running: {operation['Action']} {operation['OperationId']}, which deploy follows first"
    for change in each.changes:
        yield f"  change {change}"
    if not each.changes and each.stored is None:
        given = [name for name, value in each.wanted.parameters.items() if value != each.about.defaults[name]]
        for name in given:
            shown = "****" if name in each.about.hidden else each.wanted.parameters[name]
            yield f"  parameter {name}: {shown} (the template's default: {each.about.defaults[name] or 'none'})"
    for verb, places in (("create", each.instances.create), ("update", each.instances.update)):
        yield from _place_lines(verb, places)
    yield from _place_lines("remove", each.instances.remove)
    for reason, places in each.instances.skip.items():
        yield from _place_lines("skip", places, f": {reason}")


def _place_lines(verb: str, places: Places, reason: str = "") -> Iterator[str]:
    for regions, accounts in groups(places).items():
        named = ", ".join(accounts[:SHOWN]) + (f" and {len(accounts) - SHOWN} more" if accounts[SHOWN:] else "")
        yield f"  {verb} {named} in {', '.join(regions)}{reason}"
