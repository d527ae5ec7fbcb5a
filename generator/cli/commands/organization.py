"""``baseline organization``: what an organization needs before its stack sets and services work."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.stack_sets.preparation import Preparation, Step


@click.group()
def command() -> None:
    """Prepare an organization for stack sets and for the services of the articles."""


@command.command()
@click.option("--delegated-admin", metavar="ACCOUNT", help="Member account that administers the services.")
@click.option("--service", "services", multiple=True, help="One service; may be repeated. All without it.")
@click.option(
    "--regions", metavar="R[,R...]", default="", help="Regions, the home Region first; those enabled by default."
)
@click.option(
    "--auto-enable",
    type=click.Choice(("NEW", "ALL")),
    help="Run as the delegated administrator: enable GuardDuty, Macie and Inspector in accounts that join, or in all.",
)
@click.option(
    "--policy-type",
    "policy_types",
    multiple=True,
    help="Enable a type of policy, such as INSPECTOR_POLICY; may be repeated.",
)
@click.option("--profile", help="Profile of the AWS configuration.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def prepare(**given: Any) -> None:
    """Turn on trusted access and register the delegated administrator; say first what is missing.

    Types of policies are enabled only where they are named: that of GuardDuty ends its own enabling of accounts (--auto-enable).

    Run it in the management account; with --auto-enable, in the delegated administrator's. What is done stays as it is, and running
    it again changes nothing. Exit status 1 where something stands in the way.
    """
    import json

    preparation, steps = _steps(given)
    missing = [step for step in steps if not step.done and not step.obstacle]
    if not given["as_json"]:
        _show(steps)
    if missing:
        _confirm(given)
    made = preparation.carry_out(steps, lambda words: click.echo(words, err=given["as_json"]))
    if given["as_json"]:
        click.echo(json.dumps({"steps": [_facts(step) for step in steps], "made": made}, indent=2))
    else:
        click.echo(f"{made} done, {sum(step.done for step in steps)} were done before")
    raise SystemExit(1 if any(step.obstacle for step in steps) else 0)


def _steps(given: dict[str, Any]) -> "tuple[Preparation, list[Step]]":
    from generator.knowledge.regions import partition_of, region
    from generator.model import BadInput
    from generator.stack_sets.member_enabling import enabling
    from generator.stack_sets.policy_types import policy_type_steps, policy_types
    from generator.stack_sets.preparation import Preparation, services
    from generator.stack_sets.service import Service, session

    chosen, kinds = services(given["services"]), policy_types(given["policy_types"])
    if kinds and given["auto_enable"]:
        remedy = "Run it twice: with --policy-type in the management account, with --auto-enable in the administrator's"
        raise BadInput("--policy-type", "it is for another account than --auto-enable", remedy)
    own = session(given["profile"])
    home = Service(own, "sts").region
    named = tuple(region(code).code for code in given["regions"].replace(",", " ").split())
    usual = tuple(each.code for each in partition_of(home).regions if not each.opt_in)
    regions = named or (home, *(code for code in usual if code != home))
    preparation = Preparation(own, chosen, given["delegated_admin"], regions)
    if given["auto_enable"]:
        return preparation, list(enabling(preparation, given["auto_enable"]))
    return preparation, [*preparation.steps(), *policy_type_steps(preparation, kinds)]


def _show(steps: "list[Step]") -> None:
    for step in steps:
        state = f"cannot: {step.obstacle}" if step.obstacle else "done" if step.done else "to do"
        click.echo(f"{step.service}: {step.words}: {state}")


def _confirm(given: dict[str, Any]) -> None:
    from generator.model import BadInput

    if given["yes"]:
        return
    try:
        agreed = click.confirm("Do what is to do?", err=True)
    except click.Abort as error:
        raise BadInput("--yes", "nobody answered the question", "Add --yes where nobody can") from error
    if not agreed:
        click.echo("nothing was changed", err=True)
        raise SystemExit(1)


def _facts(step: "Step") -> dict[str, Any]:
    return {
        "service": step.service,
        "step": step.words,
        "region": step.region,
        "call": f"{step.client}:{step.operation}",
        "doneBefore": step.done,
        "obstacle": step.obstacle or None,
    }
