"""``baseline rules-path``: where our rules lie, for ``cfn-lint -a``."""

import click


@click.command()
def command() -> None:
    """Print the folder of our lint rules: cfn-lint -a "$(baseline rules-path)" TEMPLATE."""
    from generator.lint.settings import RULES

    click.echo(RULES)
