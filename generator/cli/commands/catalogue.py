"""``baseline catalogue``: the static site of every template and every control."""

import click


@click.command()
@click.option(
    "--out", default="build/site", show_default=True, type=click.Path(file_okay=False), help="Folder to write."
)
@click.option(
    "--template-base-url",
    envvar="BASELINE_TEMPLATE_BASE_URL",
    help="S3 URL of the folder that holds the published templates; also BASELINE_TEMPLATE_BASE_URL.",
)
@click.option("--site-url", help="URL of the site, for its sitemap; the templates' folder without it.")
def command(out: str, template_base_url: str | None, site_url: str | None) -> None:
    """Write the site; files in the folder that are no longer of it are removed."""
    from pathlib import Path

    from generator.build.forked import forked
    from generator.catalogue.page_templates import compiled
    from generator.garbage_collection import not_collected

    code = forked(compiled)
    with not_collected():
        from generator.build.outputs import ROOT, templates
        from generator.catalogue.edition import edition
        from generator.catalogue.site import site
        from generator.catalogue.writing import write_site

        made = edition(ROOT, template_base_url, site_url)
        files = site(templates(), made, ROOT, code)
        size = write_site(Path(out), files)
    click.echo(f"{len(files)} files, {size:,} bytes in {out}")
    if not template_base_url:
        click.echo("baseline: without --template-base-url the pages have no launch links", err=True)
