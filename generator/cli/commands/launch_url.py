"""``baseline launch-url``: the link that opens a template on the console's page Quick create stack."""

import click


@click.command()
@click.argument("template")
@click.option("--region", required=True, help="Region to launch in.")
@click.option(
    "--template-base-url",
    envvar="BASELINE_TEMPLATE_BASE_URL",
    help="S3 URL of the folder that holds the published templates; also BASELINE_TEMPLATE_BASE_URL.",
)
@click.option("--stack-name", help="Name of the stack; the template's in PascalCase without it.")
@click.option("--param", "params", multiple=True, metavar="K=V", help="Value of a parameter; may be repeated.")
def command(
    template: str, region: str, template_base_url: str | None, stack_name: str | None, params: tuple[str, ...]
) -> None:
    """Print the quick-create link of TEMPLATE: an article, stack-sets/ARTICLE, stack-sets/organization, or
    conformance-packs/launch/account or organization."""
    from generator.build.launchable import launchable
    from generator.launch_url import ParameterFacts, launch_url, template_url
    from generator.model import BadInput

    found = launchable(template)
    made = found.template
    if not template_base_url:
        remedy = "Give --template-base-url https://<bucket>.s3.<region>.amazonaws.com/<prefix>, the folder that you published to"
        raise BadInput("launch-url", "nobody said where the templates are published", remedy)
    values = found.values(dict(_value(param) for param in params), template_base_url)
    facts = {name: ParameterFacts.from_template(name, each.body()) for name, each in made.parameters.items()}
    url = template_url(template_base_url, made.name)
    link = launch_url(region, url, stack_name or made.stack_name, values, facts)
    found.require_region(region, values)
    for warning in link.warnings:
        click.echo(f"baseline: {warning}", err=True)
    click.echo(link.url)


def _value(param: str) -> tuple[str, str]:
    from generator.model import BadInput

    name, equals, value = param.partition("=")
    if not equals or not name:
        raise BadInput(f"--param {param}", "it is not NAME=VALUE", "Write it as --param HomeRegion=us-east-1")
    return name, value
