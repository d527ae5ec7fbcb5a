"""``baseline compose``: one template of exactly the controls that a user wants."""

import click


@click.command()
@click.argument("controls", nargs=-1, required=True, metavar="CONTROL...")
@click.option("--name", default="composed-controls", show_default=True, help="Name of the template.")
@click.option("--output", type=click.Path(dir_okay=False), help="File to write; standard output without it.")
def command(controls: tuple[str, ...], name: str, output: str | None) -> None:
    """Compose a template of the Config rules CONTROL..., lint it, and say how to launch it."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from generator.build.compose import compose
    from generator.build.outputs import replace
    from generator.lint.linter import findings

    template = compose(controls, name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.yaml"
        path.write_text(template.text)
        found = findings({path: template.regions})
    for finding in found:
        click.echo(f"{finding.line}: {finding.rule} {finding.message}", err=True)
    if output is None:
        click.echo(template.text, nl=False)
    else:
        replace(Path(output), template.text)
    capabilities = f" --capabilities {' '.join(template.capabilities)}" if template.capabilities else ""
    file = output or f"{name}.yaml"
    click.echo(
        f"aws cloudformation deploy --stack-name {template.stack_name} --template-file {file}{capabilities}", err=True
    )
    raise SystemExit(1 if found else 0)
