"""``baseline show``: one template on standard output."""

import click


@click.command()
@click.argument("article")
def command(article: str) -> None:
    """Print the YAML of ARTICLE."""
    from generator import registry
    from generator.render import render

    found = registry.articles()
    click.echo(render(registry.article_name(article, found), found).text, nl=False)
