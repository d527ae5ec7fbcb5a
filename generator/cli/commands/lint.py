"""``baseline lint``: cfn-lint and our rules over any templates."""

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.lint.finding import Finding
    from generator.lint.inputs import Inputs

FORMATS = ("pretty", "json", "sarif", "junit", "parseable", "github")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH|GLOB|-]...")
@click.option("--region", "regions", multiple=True, help="Region to lint for; may be repeated. us-east-1 without it.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="pretty", show_default=True, help="Output.")
@click.option("--include", multiple=True, metavar="ID", help="Also these rules; I for informational findings.")
@click.option("--ignore", multiple=True, metavar="ID", help="Not these rules, by the beginning of their ids.")
@click.option("--no-cache", is_flag=True, help="Lint again what has not changed.")
@click.option("--explain", metavar="ID", help="Say what a rule finds, why it is bad, and what to use instead.")
@click.option("--list-rules", is_flag=True, help="List every rule, cfn-lint's and ours.")
def command(  # noqa: PLR0913, PLR0917  # one argument per option
    paths: tuple[str, ...],
    regions: tuple[str, ...],
    form: str,
    include: tuple[str, ...],
    ignore: tuple[str, ...],
    no_cache: bool,
    explain: str | None,
    list_rules: bool,
) -> None:
    """Lint templates, and parameters files against the template beside them; .cfnlintrc counts.

    Exit status: 0 nothing found; 2 errors, 4 warnings, 8 informational findings, added up, as cfn-lint does it.
    """
    if explain is not None or list_rules:
        from generator.lint.rule_texts import explanation, listing

        click.echo(listing() if explain is None else explanation(explain))
        return
    arguments = _arguments(regions, include, ignore)
    named = _inputs(paths, arguments)
    found = _findings(named, arguments, use_cache=not no_cache, shows_progress=form == "pretty")
    for complaint in named.complaints:
        click.echo(f"baseline: {complaint}", err=True)
    _print(found, form, named, arguments)
    from generator.lint.formats import exit_status

    raise SystemExit(exit_status(found) | (2 if named.complaints else 0))


def _arguments(regions: tuple[str, ...], include: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[str, ...]:
    from generator.knowledge.regions import region

    codes = [region(each).code for each in regions]
    given = (("--regions", codes), ("--include-checks", include), ("--ignore-checks", ignore))
    return tuple(each for option, values in given if values for each in (option, *values))


def _inputs(paths: tuple[str, ...], arguments: tuple[str, ...]) -> "Inputs":
    from generator.lint.inputs import inputs
    from generator.model import BadInput

    if not paths:
        from cfnlint.config import ConfigMixIn

        paths = tuple(ConfigMixIn([*arguments]).templates or ())
    if not paths:
        raise BadInput(
            "baseline lint", "there is nothing to lint", "Name templates, a folder or -, or templates: in .cfnlintrc"
        )
    return inputs(paths)


def _findings(named: "Inputs", arguments: tuple[str, ...], *, use_cache: bool, shows_progress: bool) -> "list[Finding]":
    from generator.lint.inputs import STDIN
    from generator.lint.linter import Job, lint
    from generator.lint.parameters_files import findings_of

    def text(path: Any) -> str | None:
        return sys.stdin.read() if str(path) == STDIN else None

    jobs = [Job(path, arguments, text(path)) for path in named.templates]
    hidden = not shows_progress or not sys.stderr.isatty()
    with click.progressbar(length=len(jobs), label="Linting", file=sys.stderr, hidden=hidden) as bar:
        found = lint(jobs, use_cache=use_cache, progress=lambda _: bar.update(1))
    return [*found, *(each for path in named.parameters for each in findings_of(path))]


def _print(found: "Sequence[Finding]", form: str, named: "Inputs", arguments: tuple[str, ...]) -> None:
    from generator.lint.formats import text
    from generator.lint.linter import used_rules

    files = [str(path) for path in (*named.templates, *named.parameters)]
    printed = text(found, form, files, used_rules(arguments, found))
    if printed:
        click.echo(printed)
