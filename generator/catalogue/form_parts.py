"""The parts of forms that are the same in every language, and on many pages: fields of parameters, and the Regions to choose from."""

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from generator.model import Parameter


def fields(templates: Environment, parameters: Iterable[Parameter]) -> dict[Parameter, Markup]:
    """The field of each parameter with its label and its description; what is not echoed has these two alone."""
    field = templates.get_template("parameter.html")
    return {each: Markup(field.render(p=each, data=data)) for each in parameters}


def region_options(templates: Environment, places: Iterable[Mapping[str, Any]], chosen: str) -> Markup:
    """The Regions of ``places``, those that lack what the template needs not to be chosen."""
    return Markup(templates.get_template("regions.html").render(places=places, chosen=chosen))


def data(parameter: Parameter) -> Markup:
    """What the form must know of a parameter, as attributes of its field."""
    facts = {
        "data-parameter": parameter.name,
        "data-type": parameter.type,
        "data-default": parameter.default,
        "data-pattern": parameter.allowed_pattern,
        "data-min-value": parameter.min_value,
        "data-max-value": parameter.max_value,
        "data-min-length": parameter.min_length,
        "data-max-length": parameter.max_length,
        "data-values": "\n".join(map(str, parameter.allowed_values)) if parameter.allowed_values else None,
    }
    # Every value is escaped here, one by one.
    return Markup(" ".join(f'{key}="{escape(value)}"' for key, value in facts.items() if value is not None))
