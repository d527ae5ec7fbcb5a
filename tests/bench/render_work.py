"""Work for the benchmark: render every article with our writer, or the same elements with troposphere's ``to_yaml``."""

import sys
from collections.abc import Iterable
from typing import Any

from troposphere import AWSHelperFn, Output, Template
from troposphere import Parameter as TroposphereParameter

from generator import registry
from generator.garbage_collection import rarely_collected
from generator.model import Condition, Element, Mapping, Parameter, Resource, Rule
from generator.model import Output as OurOutput
from generator.render import render
from generator.render.composition import composed


class _Function(AWSHelperFn):  # type: ignore[misc]  # troposphere's base class is untyped
    """A function that is plain data already, as troposphere takes it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data


def ours() -> int:
    """The bytes of all templates, by our writer."""
    found = registry.articles()
    return sum(render(name, found).bytes for name in found)


def troposphere() -> int:
    """The characters of all templates, by troposphere."""
    found = registry.articles()
    return sum(len(as_troposphere_writes(composed(article, found))) for article in found.values())


def as_troposphere_writes(elements: Iterable[Element]) -> str:
    """The template of ``elements`` as YAML, by troposphere."""
    template = Template()
    seen: set[str] = set()
    for element in elements:
        name = getattr(element, "name", None)
        if name is None or name not in seen or isinstance(element, Resource):
            _add(template, element)
        seen.add(str(name))
    text: str = template.to_yaml()
    return text


def _add(template: Template, element: Element) -> None:
    match element:
        case Parameter():
            facts = {key: value for key, value in element.body().items() if key != "Description"}
            template.add_parameter(TroposphereParameter(element.name, Description=element.description, **facts))
        case Rule():
            template.add_rule(element.name, dict(element.body))
        case Mapping():
            template.add_mapping(element.name, dict(element.body))
        case Condition():
            template.add_condition(element.name, element.expression)
        case Resource():
            template.add_resource(element)
        case OurOutput():
            value = _Function(element.value) if isinstance(element.value, dict) else element.value
            template.add_output(Output(element.name, Description=element.description, Value=value))


if __name__ == "__main__":
    match sys.argv[1]:
        case "ours":
            # As the command does.
            with rarely_collected():
                print(ours())
        case "troposphere":
            print(troposphere())
        case "start":
            print(len(registry.articles()))
