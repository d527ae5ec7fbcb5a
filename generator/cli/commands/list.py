"""``baseline list``: the articles and what is derived from them."""

from typing import Any

import click


@click.command()
@click.option("--controls", "of_controls", is_flag=True, help="List the controls instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def command(of_controls: bool, as_json: bool) -> None:
    """List the articles, or the controls."""
    import json

    from generator.build.outputs import templates

    if of_controls:
        _controls(as_json)
        return
    facts = [_facts(template) for template in templates().values()]
    if as_json:
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    width = max(len(each["name"]) for each in facts)
    for each in facts:
        click.echo(f"{each['name']:<{width}}  {each['scope']:<12}  {each['title']}")


def _facts(template: Any) -> dict[str, Any]:
    article = template.article
    return {
        "name": template.name,
        "title": article.title.en,
        "title_ja": article.title.ja,
        "summary": article.summary.en,
        "scope": article.scope.name,
        "requires": list(article.requires),
        "detected_by": list(article.detected_by),
        "undetected": article.undetected and article.undetected.en,
        "resources": len(template.resources),
        "bytes": template.bytes,
        "parameters": list(template.parameters),
        "capabilities": list(template.capabilities),
        "regions": list(template.regions),
        "cost": article.cost.en,
    }


def _controls(as_json: bool) -> None:
    import json

    from generator.build.control_facts import control_facts
    from generator.build.outputs import templates

    every = control_facts(templates())
    if as_json:
        click.echo(json.dumps(every, indent=2, ensure_ascii=False))
        return
    width = max(len(each["identifier"]) for each in every)
    for each in every:
        mode = each["mode"] if each["runbook"] else "detect"
        click.echo(f"{each['identifier']:<{width}}  {mode:<8}  {', '.join(each['security_hub']):<16}  {each['title']}")
