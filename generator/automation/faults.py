"""What is wrong with a document or a run, and where: a step, a parameter, an output."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["structure", "api", "type", "selector", "reference", "flow", "script", "default", "rehearsal"]
"""What a fault is about; ``rehearsal`` is what a run here cannot carry out, and Systems Manager may well."""


class Fault(Exception):
    """One fault: ``where`` names the step or the part of the document, ``problem`` says what is wrong there."""

    def __init__(self, where: str, problem: str, kind: Kind = "structure") -> None:
        self.where = where
        self.problem = problem
        self.kind = kind
        super().__init__(f"{where}: {problem}")


class Problem(NamedTuple):
    """What is wrong at a place that the caller names."""

    kind: Kind
    text: str


class TimedOutFault(Fault):
    """A step that did not come to its end within ``timeoutSeconds``."""


def at_step(name: str) -> str:
    """How messages name a step."""
    return f"step {name}"
