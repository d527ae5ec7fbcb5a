"""``baseline stack-sets``: articles in every account and Region of organizational units."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from generator.cli.stack_set_options import administrator, aimed, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.stack_sets.deployment import Result
    from generator.stack_sets.operations import Follower
    from generator.stack_sets.planning import Plan, Planner
    from generator.stack_sets.progress import Progress
    from generator.stack_sets.removal import Part
    from generator.stack_sets.service import StackSets

INTERRUPTED = 130
"""The exit status of a command that Ctrl-C ended."""


@click.group()
def command() -> None:
    """Plan, deploy, watch and remove articles as service-managed stack sets.

    Run it in the home Region of the management account, or of a delegated administrator. The management account itself is never
    reached. Exit status: 0 done, 1 a deployment or removal failed, 2 wrong use or AWS refuses, 130 interrupted.
    """


@command.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@aimed
@administrator
def plan(**given: Any) -> None:
    """Say what deploy would do, and change nothing."""
    import json

    from generator.stack_sets.plan_report import facts
    from generator.stack_sets.progress import Progress

    made = _planner(given).plan()
    if given["as_json"]:
        click.echo(json.dumps(facts(made, given["template_base_url"]), indent=2))
    else:
        _show_plan(Progress(quiet=False), made, given)


@command.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@aimed
@administrator
@click.option("--yes", is_flag=True, help="Do not ask.")
def deploy(**given: Any) -> None:
    """Deploy each article after what it requires, and follow AWS to the end.

    Ctrl-C stops nothing; the same command again goes on where it was.
    """
    from generator.stack_sets.deployment import Deployment
    from generator.stack_sets.progress import Progress

    progress = Progress(quiet=given["as_json"])
    planner = _planner(given)
    made = planner.plan()
    if not given["as_json"]:
        _show_plan(progress, made, given)
    _confirm(given, "Deploy this?")
    with _following(progress, planner.service) as follower:
        results = Deployment(planner, follower, progress.say).run()
    _end(results, given)


@command.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@administrator
@click.option("--drift", is_flag=True, help="Let AWS detect drift first, which takes minutes.")
def status(**given: Any) -> None:
    """Say how the stack sets stand; all of ours without names.

    Exit status 1 where an instance is not current, or has drifted.
    """
    import json

    from generator.stack_sets.outcome_report import STATUS_HEADINGS, status_facts, status_lines, status_rows
    from generator.stack_sets.progress import Progress
    from generator.stack_sets.status import detect_drift, require_some, statuses

    service = _service(given)
    articles = _known(given["articles"])
    progress = Progress(quiet=given["as_json"])
    if given["drift"]:
        with _following(progress, service) as follower:
            detect_drift(follower, articles)
    found = statuses(service, articles)
    if given["as_json"]:
        click.echo(json.dumps({"stackSets": status_facts(found)}, indent=2))
    else:
        require_some(found)
        progress.table(STATUS_HEADINGS, status_rows(found))
        for line in status_lines(found):
            click.echo(line)
    raise SystemExit(0 if all(each.healthy for each in found) else 1)


@command.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@several("--ou", "units", metavar="OU[,OU...]", help="Only the accounts under these units; the stack sets stay.")
@several("--accounts", metavar="ID[,ID...]", help="Only these accounts; the stack sets stay.")
@several("--regions", metavar="R[,R...]", help="Only these Regions; the stack sets stay.")
@administrator
@click.option("--retain-stacks", is_flag=True, help="Leave the stacks in their accounts, managed by nobody.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(**given: Any) -> None:
    """Delete the instances, then the stack sets, each article before what it requires.

    Says first what goes and what stays. The same command again goes on where an interrupted one was.
    """
    import json

    from generator.stack_sets.outcome_report import removal_facts, removal_lines
    from generator.stack_sets.progress import Progress
    from generator.stack_sets.removal import Removal, removals

    service = _service(given)
    _require_articles(given["articles"])
    part = _part(given)
    planned = removals(service, given["articles"], part)
    progress = Progress(quiet=given["as_json"])
    if not given["as_json"]:
        for line in removal_lines(planned, whole=part.whole, retain=given["retain_stacks"]):
            click.echo(line)
    _confirm(given, "Remove this?")
    with _following(progress, service) as follower:
        results = Removal(service, follower, progress.say, part, given["retain_stacks"]).run(planned)
    if given["as_json"]:
        from generator.stack_sets.outcome_report import result_facts

        click.echo(json.dumps({"stackSets": removal_facts(planned), "articles": result_facts(results)}, indent=2))
        raise SystemExit(0 if all(result.succeeded for result in results) else 1)
    _end(results, given)


def _service(given: dict[str, Any]) -> "StackSets":
    from generator.stack_sets.service import StackSets, session

    return StackSets(session(given["profile"]), delegated=given["delegated_admin"])


def _planner(given: dict[str, Any]) -> "Planner":
    from generator.stack_sets.planning import Choice, Planner, require_articles
    from generator.stack_sets.service import StackSets, session
    from generator.stack_sets.targets import targets
    from generator.stack_sets.template_source import TemplateSource

    choice = Choice(
        require_articles(given["articles"]),
        targets(given["units"], given["accounts"], given["account_filter"]),
        given["regions"],
        given["parameters"],
        given["retain"],
        given["prune"],
    )
    own = session(given["profile"])
    service = StackSets(own, delegated=given["delegated_admin"])
    return Planner(own, service, choice, TemplateSource(own, given["template_base_url"], given["bucket"]))


def _part(given: dict[str, Any]) -> "Part":
    from generator.knowledge.regions import region
    from generator.stack_sets.organization import organization
    from generator.stack_sets.removal import Part
    from generator.stack_sets.service import session
    from generator.stack_sets.targets import targets

    regions = frozenset(region(code).code for code in given["regions"])
    accounts = frozenset(given["accounts"])
    if given["units"]:
        members = organization(session(given["profile"]), targets(given["units"], (), None)).members
        accounts = frozenset(members) & (accounts or frozenset(members))
        if not accounts:
            from generator.model import BadInput

            raise BadInput("--ou", "none of the accounts is under these units", "Correct --ou or --accounts")
    return Part(accounts, regions)


def _known(articles: tuple[str, ...]) -> tuple[str, ...]:
    from generator import registry

    return tuple(registry.article_name(name, registry.articles()) for name in articles)


def _require_articles(articles: tuple[str, ...]) -> None:
    from generator.model import BadInput

    if not _known(articles):
        raise BadInput("ARTICLE", "nobody said which articles", "Name them; baseline stack-sets status shows them")


def _show_plan(progress: "Progress", made: "Plan", given: dict[str, Any]) -> None:
    from generator.stack_sets.plan_report import HEADINGS, lines, rows

    progress.table(HEADINGS, rows(made))
    for line in lines(made, given["template_base_url"]):
        click.echo(line)


def _confirm(given: dict[str, Any], question: str) -> None:
    from generator.model import BadInput

    if given["yes"]:
        return
    try:
        agreed = click.confirm(question, err=True)
    except click.Abort as error:
        raise BadInput("--yes", "nobody answered the question", "Add --yes where nobody can") from error
    if not agreed:
        click.echo("nothing was changed", err=True)
        raise SystemExit(1)


@contextmanager
def _following(progress: "Progress", service: "StackSets") -> "Iterator[Follower]":
    """A follower that shows what it sees; Ctrl-C ends the command in one line."""
    from time import sleep

    from generator.stack_sets.operations import Follower
    from generator.stack_sets.progress import interrupted

    follower = Follower(service, progress.on_state, sleep)
    try:
        with progress:
            yield follower
    except KeyboardInterrupt:
        click.echo(f"baseline: {interrupted(follower.current)}", err=True)
        raise SystemExit(INTERRUPTED) from None


def _end(results: "list[Result]", given: dict[str, Any]) -> None:
    import json

    from generator.stack_sets.outcome_report import result_facts, result_lines

    if given["as_json"]:
        click.echo(json.dumps({"articles": result_facts(results)}, indent=2))
    else:
        for line in result_lines(results):
            click.echo(line)
    raise SystemExit(0 if all(result.succeeded for result in results) else 1)
