"""The controls of a list that others wrote, each after a comment that names the list's rows it answers.

A row that no control answers stands in the comment before the next control, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.blocks.config_control import config_controls
from generator.model import Comment, Control, Element, Parameter


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry of the list; ``words`` say what the controls leave open, or why there is none."""

    name: str
    controls: tuple[Control, ...] = ()
    words: str = ""

    @property
    def text(self) -> str:
        """The entry, what detects it and what does not."""
        found = ", ".join(control.identifier for control in self.controls) or "no control"
        return f"{self.name}: {found}. {self.words}".strip()


def controls_of(rows: tuple[Row, ...]) -> tuple[Control, ...]:
    """Every control of the rows once, in their order."""
    return tuple({control.identifier: control for row in rows for control in row.controls}.values())


def checklist(*rows: Row) -> Iterator[Element]:
    """The controls, each once; every row stands before the parameter of its first control that has not come yet."""
    waiting = list(rows)
    for element in config_controls(*controls_of(rows)):
        if isinstance(element, Parameter) and waiting:
            yield from _until(element.name, waiting)
        yield element
    yield from (Comment(row.text) for row in waiting)


def _until(parameter: str, waiting: list[Row]) -> Iterator[Comment]:
    """The rows up to the last that begins with the control of ``parameter``; they are taken from ``waiting``."""
    places = [place for place, row in enumerate(waiting) if any(each.pascal == parameter for each in row.controls[:1])]
    for _ in range(places[-1] + 1 if places else 0):
        yield Comment(waiting.pop(0).text)
