"""What the templates of stack sets add to the site: their files, the launch of each article's, and the page of the whole Organization."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.build.outputs import with_wrappers
from generator.catalogue.article_facts import link
from generator.catalogue.edition import Edition
from generator.catalogue.organization_facts import organization_facts
from generator.render import Template
from generator.render.stack_sets import BASE_URL
from generator.render.stack_sets import FOLDER as STACK_SETS


@dataclass(frozen=True)
class StackSetFacts:
    """``launches`` are by article, and ``whole`` is empty where no template makes the whole Organization."""

    files: Mapping[str, str]
    launches: Mapping[str, Mapping[str, str]]
    whole: Mapping[str, Any]


def stack_set_facts(templates: Mapping[str, Template], edition: Edition) -> StackSetFacts:
    """Of the rendered articles; raises BadInput for a template over the limits of AWS."""
    made = {name: each for name, each in with_wrappers(templates).items() if name not in templates}
    files = {f"templates/{name}.yaml": each.text for name, each in made.items()}
    files |= {f"parameters/{name}.json": each.parameters_file for name, each in made.items()}
    launches = {
        name: _launch(made[f"{STACK_SETS}/{name}"], edition) for name in templates if f"{STACK_SETS}/{name}" in made
    }
    return StackSetFacts(files, launches, organization_facts(made, edition))


def _launch(template: Template, edition: Edition) -> dict[str, str]:
    values = {BASE_URL: edition.base_url}
    return {"name": template.name, "stack_name": template.stack_name, "link": link(template, edition, values)}
