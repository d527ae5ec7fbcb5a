"""``baseline new-control``: a first control that renders, lints and has a test."""

import click


@click.command()
@click.argument("identifier")
def command(identifier: str) -> None:
    """Write a skeleton of the control for the Config managed rule IDENTIFIER, and of its test."""
    from generator.build.outputs import ROOT
    from generator.skeletons import new_control

    for path in new_control(ROOT, identifier):
        click.echo(path.relative_to(ROOT))
    click.echo("Write its words, then yield config_control(CONTROL) in an article.", err=True)
