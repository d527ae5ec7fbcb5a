"""``baseline launch-url``: the link that opens an article on the console's page Quick create stack."""

import click


@click.command()
@click.argument("article")
@click.option("--region", required=True, help="Region to launch in.")
@click.option(
    "--template-base-url",
    envvar="BASELINE_TEMPLATE_BASE_URL",
    help="S3 URL of the folder that holds the published templates; also BASELINE_TEMPLATE_BASE_URL.",
)
@click.option("--stack-name", help="Name of the stack; the article's in PascalCase without it.")
@click.option("--param", "params", multiple=True, metavar="K=V", help="Value of a parameter; may be repeated.")
def command(
    article: str, region: str, template_base_url: str | None, stack_name: str | None, params: tuple[str, ...]
) -> None:
    """Print the quick-create link of ARTICLE."""
    from generator import registry
    from generator.launch_url import ParameterFacts, launch_url, template_url
    from generator.model import BadInput
    from generator.render import render

    found = registry.articles()
    template = render(registry.article_name(article, found), found)
    if not template_base_url:
        remedy = "Give --template-base-url https://<bucket>.s3.<region>.amazonaws.com/<prefix>, the folder that you published to"
        raise BadInput("launch-url", "nobody said where the templates are published", remedy)
    if region not in template.regions:
        _require_region(region, article)
    values = dict(_value(param) for param in params)
    facts = {name: ParameterFacts.from_template(name, each.body()) for name, each in template.parameters.items()}
    made = launch_url(
        region, template_url(template_base_url, template.name), stack_name or template.stack_name, values, facts
    )
    for warning in made.warnings:
        click.echo(f"baseline: {warning}", err=True)
    click.echo(made.url)


def _require_region(region: str, article: str) -> None:
    from generator.knowledge.regions import region as known_region
    from generator.knowledge.resource_types import known_regions
    from generator.model import BadInput

    if known_region(region).code in known_regions():
        raise BadInput(
            f"{article}: {region}", "the Region lacks a resource type of this template", "Choose another Region"
        )


def _value(param: str) -> tuple[str, str]:
    from generator.model import BadInput

    name, equals, value = param.partition("=")
    if not equals or not name:
        raise BadInput(f"--param {param}", "it is not NAME=VALUE", "Write it as --param HomeRegion=us-east-1")
    return name, value
