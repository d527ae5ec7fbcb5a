"""``baseline check``: the committed files are what the articles say."""

import click


@click.command()
def command() -> None:
    """Compare templates/, parameters/ and the README tables with what the articles render; change nothing."""
    from generator.build.outputs import ROOT, differences, outputs, templates

    rendered = templates()
    found = differences(ROOT, outputs(ROOT, rendered, whole=True))
    for difference in found:
        click.echo(f"{difference.path.relative_to(ROOT)}: {difference.reason}")
    if found:
        click.echo("Run `make build`.", err=True)
        raise SystemExit(1)
    click.echo(f"{len(rendered)} templates are up to date")
