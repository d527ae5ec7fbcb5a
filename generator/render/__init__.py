"""Article to YAML text."""

from generator.render.composition import pascal
from generator.render.template import Template, render, rendered

__all__ = ["Template", "pascal", "render", "rendered"]
