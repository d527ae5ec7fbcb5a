"""The nouns of the project: frozen dataclasses without input or output."""

from generator.model.article import Article, Part
from generator.model.control import Control, Framework, Guard, Mode
from generator.model.elements import (
    After,
    Comment,
    Condition,
    Element,
    Mapping,
    Output,
    Parameter,
    Resource,
    Rule,
)
from generator.model.errors import BadInput
from generator.model.runbook import Input, Runbook, Step
from generator.model.scope import Scope
from generator.model.text import Text

__all__ = [
    "After",
    "Article",
    "BadInput",
    "Comment",
    "Condition",
    "Control",
    "Element",
    "Framework",
    "Guard",
    "Input",
    "Mapping",
    "Mode",
    "Output",
    "Parameter",
    "Part",
    "Resource",
    "Rule",
    "Runbook",
    "Scope",
    "Step",
    "Text",
]
