"""What is wrong with a document or a run, and where: a step, a parameter, an output."""

from __future__ import annotations


class Fault(Exception):
    """One fault: ``where`` names the step or the part of the document, ``problem`` says what is wrong there."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class TimedOutFault(Fault):
    """A step that did not come to its end within ``timeoutSeconds``."""


def at_step(name: str) -> str:
    """How messages name a step."""
    return f"step {name}"
