"""``baseline rehearse``: see what a template does before an AWS account sees it."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.rehearsal.article_run import StackRun


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--region", "regions", multiple=True, help="Region to deploy in, the home Region first; may be repeated.")
@click.option("--parameters", type=click.Path(), help="Parameters file for the one ARTICLE, instead of parameters/.")
@click.option("--control", metavar="IDENTIFIER", help="Violate, preview, repair, repeat and restore one control.")
@click.option("--all-controls", is_flag=True, help="The same for every control that repairs.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    articles: tuple[str, ...],
    regions: tuple[str, ...],
    parameters: str | None,
    control: str | None,
    all_controls: bool,
    as_json: bool,
) -> None:
    """Deploy the templates into the strict account on this machine, show what they make, and delete them.

    Without names: all articles. A template of your own is named by its file.
    It is a double of AWS: what is green here may still be refused there.
    """
    where = _known(regions or ("us-east-1",))
    if control is not None or all_controls:
        _refuse_beside_control(articles, parameters, where)
        if control is None:
            _controls(where[0], as_json)
        else:
            _control(control, where[0], as_json)
    else:
        _articles(articles, where, parameters, as_json)


def _known(regions: tuple[str, ...]) -> tuple[str, ...]:
    from generator.knowledge.regions import region as known_region
    from generator.model import BadInput

    partitions = {known_region(region).partition for region in regions}
    if len(partitions) > 1:
        raise BadInput("--region", f"no account has Regions of {' and '.join(sorted(partitions))}", "Name those of one")
    return tuple(dict.fromkeys(regions))


def _refuse_beside_control(articles: tuple[str, ...], parameters: str | None, regions: tuple[str, ...]) -> None:
    from generator.model import BadInput

    if articles or parameters is not None:
        raise BadInput(
            "--control", "it deploys the article that holds the control", "Leave out ARTICLE and --parameters"
        )
    if len(regions) > 1:
        raise BadInput("--control", "a control is rehearsed in one Region", "Give one --region")


def _articles(articles: tuple[str, ...], regions: tuple[str, ...], parameters: str | None, as_json: bool) -> None:
    import json

    from generator.rehearsal.article_run import all_green, rehearse_articles
    from generator.rehearsal.console import Progress
    from generator.rehearsal.template_run import declared, rehearse_template

    path = _file(articles)
    given = _given(articles, parameters) if path is None else {}
    with Progress(quiet=as_json) as progress:
        if path is None:
            runs = rehearse_articles(articles, regions, given, progress.on_event)
        else:
            values = _read(parameters, declared(path)) if parameters else {}
            runs = rehearse_template(path, regions, values, progress.on_event)
    if as_json:
        click.echo(json.dumps({"stacks": [run.facts() for run in runs]}, indent=2))
    else:
        _show(runs)
    raise SystemExit(0 if all_green(runs) else 1)


def _file(articles: tuple[str, ...]) -> "Path | None":
    """The one template that is named by its file, ``None`` where articles are named."""
    from pathlib import Path

    from generator.model import BadInput

    files = [name for name in articles if Path(name).suffix in (".yaml", ".yml", ".json", ".template")]
    if files and len(articles) > 1:
        raise BadInput(files[0], "a template's file is rehearsed by itself", "Name just that file")
    return Path(files[0]) if files else None


def _read(parameters: str, declared: "Mapping[str, Any]") -> dict[str, str]:
    from pathlib import Path

    from generator.rehearsal.committed import read_parameters

    return read_parameters(Path(parameters), declared)


def _given(articles: tuple[str, ...], parameters: str | None) -> dict[str, dict[str, str]]:
    from generator import registry
    from generator.model import BadInput
    from generator.rehearsal.committed import declared_parameters

    if parameters is None:
        return {}
    if len(articles) != 1:
        raise BadInput("--parameters", "a parameters file is for one article", "Name just that article")
    name = registry.article_name(articles[0], registry.articles())
    return {name: _read(parameters, declared_parameters(name))}


def _show(runs: "list[StackRun]") -> None:
    for run in runs:
        facts = run.facts()
        click.echo(f"{run.article} in {run.region}: {run.status}, {len(facts.get('resources', []))} resources")
        for name, value in facts.get("outputs", {}).items():
            click.echo(f"  {name} = {value}")
        for line in [facts["reason"]] if "reason" in facts else facts.get("events", []):
            click.echo(f"  {line}")
        if facts.get("retained"):
            click.echo(f"  kept after deletion: {', '.join(facts['retained'])}")


def _control(identifier: str, region: str, as_json: bool) -> None:
    import json

    from generator.rehearsal.control_run import rehearse_control

    report = rehearse_control(identifier, region)
    if as_json:
        click.echo(json.dumps(report.facts(), indent=2, default=str))
    else:
        for line in report.lines():
            click.echo(line)
    raise SystemExit(0 if report.green else 1)


def _controls(region: str, as_json: bool) -> None:
    import json

    from generator import registry
    from generator.rehearsal.control_run import rehearse_controls

    repairing = [identifier for identifier, control in registry.controls().items() if control.runbook]
    reports = rehearse_controls(repairing, region)
    red = [report for report in reports if not report.green]
    if as_json:
        click.echo(json.dumps({"controls": [report.facts() for report in reports]}, indent=2, default=str))
    else:
        for report in reports:
            click.echo(f"{report.identifier}: {'green' if report.green else 'RED'}, {len(report.phases)} runs")
        for line in (line for report in red for line in report.lines()):
            click.echo(line)
        click.echo(f"{len(reports) - len(red)} green, {len(red)} red")
    raise SystemExit(1 if red else 0)
