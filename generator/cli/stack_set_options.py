"""The options that the subcommands of ``baseline stack-sets`` share: whose stack sets, and what goes where."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


class Words(click.Option):
    """An option that takes several words: ``--ou A B --ou C``, each also as a list with commas."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> tuple[str, ...]:
        """The words of every occurrence."""
        given = super().type_cast_value(ctx, value)
        return tuple(word for text in given or () for word in text.replace(",", " ").split())


def several(name: str, *more: str, **settings: Any) -> Callable[[Any], Any]:
    """A repeatable option whose value may be a list with commas."""
    return click.option(name, *more, multiple=True, cls=Words, **settings)


def administrator(function: Any) -> Any:
    """The options that every subcommand has: whose stack sets, and for whom the output is."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option("--profile", help="Profile of the AWS configuration."),
        click.option(
            "--delegated-admin", is_flag=True, help="Act as a delegated administrator, not as the management account."
        ),
    ):
        function = option(function)
    return function


def aimed(function: Any) -> Any:
    """The options that say what is deployed where."""
    for option in (
        click.option("--prune", is_flag=True, help="Remove the instances outside of --ou, --accounts and --regions."),
        click.option(
            "--retain-stacks/--delete-stacks",
            "retain",
            default=None,
            help="What becomes of the stacks of an account that leaves its unit. --delete-stacks for a new stack set.",
        ),
        click.option("--bucket", help="Bucket to upload templates above 51,200 bytes to."),
        click.option(
            "--template-base-url",
            envvar="BASELINE_TEMPLATE_BASE_URL",
            help="S3 URL of the folder that holds the published templates; also BASELINE_TEMPLATE_BASE_URL.",
        ),
        click.option(
            "--parameters",
            type=click.Path(path_type=Path, exists=True),
            help="Parameters file of the one ARTICLE, or a folder of <article>.json files.",
        ),
        several(
            "--regions", metavar="R[,R...]", help="Regions, the home Region first; those enabled by default without it."
        ),
        click.option(
            "--account-filter",
            type=click.Choice(("INTERSECTION", "DIFFERENCE", "UNION")),
            help="What --accounts are to --ou: only they, all but they, or they besides.",
        ),
        several("--accounts", metavar="ID[,ID...]", help="Accounts, with --account-filter."),
        several(
            "--ou", "units", metavar="OU[,OU...]", help="Organizational units or the root; the units in them count."
        ),
    ):
        function = option(function)
    return function
