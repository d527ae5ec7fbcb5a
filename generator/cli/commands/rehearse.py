"""``baseline rehearse``: see what a template does before an AWS account sees it."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.rehearsal.article_run import StackRun


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--region", "regions", multiple=True, help="Region to deploy in, the home Region first; may be repeated.")
@click.option("--parameters", type=click.Path(), help="Parameters file for the one ARTICLE, instead of parameters/.")
@click.option("--control", metavar="IDENTIFIER", help="Violate, preview, repair, repeat and restore one control.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    articles: tuple[str, ...], regions: tuple[str, ...], parameters: str | None, control: str | None, as_json: bool
) -> None:
    """Deploy the templates into the strict account on this machine, show what they make, and delete them.

    Without names: all articles. It is a double of AWS: what is green here may still be refused there.
    """
    if control is not None:
        _control(control, regions, as_json)
    else:
        _articles(articles, regions or ("us-east-1",), parameters, as_json)


def _articles(articles: tuple[str, ...], regions: tuple[str, ...], parameters: str | None, as_json: bool) -> None:
    import json

    from generator.knowledge.regions import region as known_region
    from generator.rehearsal.article_run import all_green, rehearse_articles
    from generator.rehearsal.console import Progress

    for region in regions:
        known_region(region)
    progress = Progress(quiet=as_json)
    runs = rehearse_articles(articles, regions, _given(articles, parameters), progress.on_event)
    if as_json:
        click.echo(json.dumps({"stacks": [run.facts() for run in runs]}, indent=2))
    else:
        _show(runs)
    raise SystemExit(0 if all_green(runs) else 1)


def _given(articles: tuple[str, ...], parameters: str | None) -> dict[str, dict[str, str]]:
    from pathlib import Path

    from generator.model import BadInput
    from generator.rehearsal.committed import read_parameters, template_text
    from generator.rehearsal.template.template import load

    if parameters is None:
        return {}
    if len(articles) != 1:
        raise BadInput("--parameters", "a parameters file is for one article", "Name just that article")
    return {articles[0]: read_parameters(Path(parameters), load(template_text(articles[0])))}


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


def _control(identifier: str, regions: tuple[str, ...], as_json: bool) -> None:
    import json

    from generator.rehearsal.control_run import rehearse_control

    report = rehearse_control(identifier, regions[0] if regions else "us-east-1")
    if as_json:
        click.echo(json.dumps(report.facts(), indent=2))
    else:
        for line in report.lines():
            click.echo(line)
    raise SystemExit(0 if report.green else 1)
