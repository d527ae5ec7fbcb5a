"""The ways through a document: which step can follow which, and which can have run before which.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.automation.faults import Fault, Problem, at_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.automation.document import Step


def named_targets(step: Step) -> Iterator[tuple[str, str]]:
    """Every place where a step names another, with the name."""
    if step.next_step is not None:
        yield "nextStep", step.next_step
    for key, value in (("onFailure", step.on_failure), ("onCancel", step.on_cancel)):
        if value is not None and value.startswith("step:"):
            yield key, value[5:]
    if step.action == "aws:branch":
        for number, choice in enumerate(step.inputs["Choices"], 1):
            yield f"choice {number} NextStep", choice["NextStep"]
        if "Default" in step.inputs:
            yield "Default", step.inputs["Default"]


def faults(steps: Sequence[Step]) -> Iterator[Fault]:
    """Targets that do not exist, and values of onFailure and onCancel that mean nothing."""
    names = {step.name for step in steps}
    for step in steps:
        here = at_step(step.name)
        for key, target in named_targets(step):
            if target not in names:
                yield Fault(here, f"{key} names step {target}, which does not exist", "flow")
            elif target == step.name and key != "onCancel":
                yield Fault(here, f"{key} names the step itself", "flow")
        yield from (Fault(here, problem, kind) for kind, problem in _contradictions(step))
        yield from faults(step.inner)


def _contradictions(step: Step) -> Iterator[Problem]:
    for key, value in (("onFailure", step.on_failure), ("onCancel", step.on_cancel)):
        if value is not None and value not in ("Abort", "Continue") and not value.startswith("step:"):
            yield Problem("flow", f"{key} is {value!r}, not Abort, Continue or step:NAME")
    if step.on_cancel is not None and step.action == "aws:loop":
        yield Problem("rehearsal", "onCancel is not for aws:loop")
    if step.is_end and step.next_step is not None:
        yield Problem("rehearsal", "has isEnd and nextStep")
    if step.action == "aws:branch" and step.next_step is not None:
        yield Problem("rehearsal", "aws:branch has nextStep; its way on is Default")


def successors(steps: Sequence[Step]) -> dict[str, set[str]]:
    """For each step the steps that can come right after it, after success, failure or a cancel."""
    following: dict[str, set[str]] = {}
    for index, step in enumerate(steps):
        after = {target for _, target in named_targets(step)}
        goes_on = step.next_step is None and not step.is_end
        if step.action == "aws:branch" and "Default" in step.inputs:
            goes_on = False
        if goes_on and index + 1 < len(steps):
            after.add(steps[index + 1].name)
        following[step.name] = after
    return following


def reachable(steps: Sequence[Step]) -> set[str]:
    """The steps that some way from the first one comes to."""
    following = successors(steps)
    found: set[str] = set()
    waiting = [steps[0].name] if steps else []
    while waiting:
        name = waiting.pop()
        if name not in found and name in following:
            found.add(name)
            waiting.extend(following[name])
    return found


def before(steps: Sequence[Step]) -> dict[str, set[str]]:
    """For each step the steps that some way through the document runs before it."""
    following = successors(steps)
    earlier: dict[str, set[str]] = {step.name: set() for step in steps}
    for start in following:
        waiting = list(following[start])
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in reached and name in following:
                reached.add(name)
                waiting.extend(following[name])
        for name in reached:
            earlier[name].add(start)
    return earlier
