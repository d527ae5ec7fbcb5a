"""``baseline build``: render articles into templates/, lint them, refresh what is generated from them."""

from collections import Counter
from pathlib import Path

import click


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
def command(articles: tuple[str, ...]) -> None:
    """Render all articles, or those named, and their stack sets into templates/ and lint them.

    Without names, files of articles that are gone are removed, and the tables of the README files are made anew.
    """
    from generator import registry
    from generator.build.linted import own_findings
    from generator.build.outputs import ROOT, outputs, strays, template_path, templates, with_wrappers, written

    names = [registry.article_name(name, registry.articles()) for name in articles]
    articles_of = templates(names)
    files = outputs(ROOT, articles_of, whole=not articles)
    rendered = with_wrappers(articles_of)
    written(files)
    for stray in [] if articles else strays(ROOT, files):
        stray.unlink()
        click.echo(f"removed {stray.relative_to(ROOT)}: of no article")
    found = own_findings(ROOT, articles_of, whole=not articles)
    counts = Counter(Path(finding.filename) for finding in found)
    for finding in found:
        click.echo(str(finding), err=True)
    width = max(map(len, rendered))
    for name, template in rendered.items():
        click.echo(_line(name.ljust(width), len(template.resources), template.bytes, counts[template_path(ROOT, name)]))
    resources, size = (
        sum(sizes) for sizes in zip(*((len(each.resources), each.bytes) for each in rendered.values()), strict=True)
    )
    click.echo(_line(f"total {len(rendered)}".ljust(width), resources, size, len(found)))
    raise SystemExit(1 if found else 0)


def _line(name: str, resources: int, size: int, findings: int) -> str:
    return f"{name}  {resources:>4} resources  {size:>9,} bytes  {findings:>3} findings"
