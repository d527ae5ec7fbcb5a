"""``baseline new-article``: a first article that renders, lints and has a test."""

import click


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Write a skeleton of the article NAME and of its test."""
    from generator.build.outputs import ROOT
    from generator.skeletons import new_article

    for path in new_article(ROOT, name):
        click.echo(path.relative_to(ROOT))
    click.echo("Write what it makes, then run `make build`.", err=True)
