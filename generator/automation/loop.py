"""``aws:loop``: the inner steps once for each iterator, or as long as the LoopCondition holds.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.automation import conditions
from generator.automation.faults import Fault, at_step
from generator.automation.references import resolve
from generator.automation.value_types import from_text, has_type, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.automation.document import Step
    from generator.automation.run_state import Run

_MOST_ITERATIONS = 100


def loop(run: Run, step: Step, inputs: Mapping[str, Any]) -> None:
    """Runs the inner steps; what they output is gone when the loop has ended."""
    most = inputs.get("MaxIterations", _MOST_ITERATIONS)
    if not has_type(most, "Integer") or not 1 <= most <= _MOST_ITERATIONS:
        raise Fault(at_step(step.name), f"MaxIterations is {most!r}, not 1 to {_MOST_ITERATIONS}")
    outside = set(run.values)
    try:
        if "Iterators" in inputs:
            _for_each(run, step, inputs, most)
        else:
            _while(run, step, inputs["LoopCondition"], most)
    finally:
        for name in run.values.keys() - outside:
            del run.values[name]


def _for_each(run: Run, step: Step, inputs: Mapping[str, Any], most: int) -> None:
    iterators = inputs["Iterators"]
    if not isinstance(iterators, list):
        raise Fault(at_step(step.name), f"Iterators are {type_name(iterators)}, not a list")
    if len(iterators) > _MOST_ITERATIONS:
        raise Fault(at_step(step.name), f"{len(iterators)} Iterators; a loop takes {_MOST_ITERATIONS}")
    kind = inputs.get("IteratorDataType", "String")
    for number, value in enumerate(iterators[:most], 1):
        run.values[f"{step.name}.CurrentIteratorValue"] = _typed(step, value, kind)
        _iterate(run, step, number)


def _typed(step: Step, value: Any, kind: str) -> Any:
    try:
        typed = from_text(value, kind) if isinstance(value, str) else value
    except ValueError as error:
        raise Fault(at_step(step.name), f"iterator {error}") from error
    if not has_type(typed, kind):
        raise Fault(at_step(step.name), f"iterator {value!r} is {type_name(value)}, IteratorDataType is {kind}")
    return typed


def _while(run: Run, step: Step, condition: Mapping[str, Any], most: int) -> None:
    for number in range(1, most + 1):
        _iterate(run, step, number)
        try:
            if not conditions.holds(resolve(condition, run.lookup)):
                return
        except (LookupError, TypeError) as error:
            raise Fault(at_step(step.name), f"LoopCondition: {error}") from error


def _iterate(run: Run, step: Step, number: int) -> None:
    run.values[f"{step.name}.CurrentIteration"] = number
    for inner in step.inner:
        for name in [name for name in run.values if name.startswith(f"{inner.name}.")]:
            del run.values[name]
    run.loops.append((step.name, number))
    try:
        run.run_steps(run, step.inner)
    finally:
        run.loops.pop()
