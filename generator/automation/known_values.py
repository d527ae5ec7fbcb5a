"""Which values each step of a document can name in ``{{ }}``, and of what type they are; faults in what it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.automation import flow
from generator.automation.action_inputs import ACTIONS
from generator.automation.faults import Fault, at_step
from generator.automation.references import GLOBALS, TEMPLATE_VALUE, references
from generator.automation.value_types import base_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.automation.document import Document, Step
    from generator.automation.faults import Kind
    from generator.automation.references import Reference


_OF_EVERY_STEP = ("Output", "OutputPayload")
_OF_THE_SERVICE = frozenset({"RESOURCE_ID", "TARGETS", "TARGET_ID", "WINDOW_ID", "INVOCATION_STEP"})
"""What Systems Manager fills in where it starts a run for targets; a run here has none."""


@dataclass(frozen=True)
class KnownValues:
    """The names that a step can use, with the type of each, and the names it cannot use yet."""

    types: Mapping[str, str]
    later: frozenset[str]

    def type_of(self, name: str) -> str | None:
        return self.types.get(name)

    def problem(self, name: str) -> str | None:
        """Why a reference to this name is wrong, or ``None``."""
        if name in self.types or name == TEMPLATE_VALUE or f"{name.partition('.')[0]}.*" in self.types:
            return None
        if name in self.later or f"{name.partition('.')[0]}.*" in self.later:
            return f"reference {{{{ {name} }}}} is to a step that cannot have run before"
        step, _, output = name.partition(".")
        if output and any(known.partition(".")[0] == step for known in (*self.types, *self.later)):
            return f"reference {{{{ {name} }}}} is to an output that step {step} does not have"
        return f"reference {{{{ {name} }}}} is to nothing that the document has"


def step_outputs(step: Step) -> dict[str, str]:
    """The outputs of a step under the names that references use, with their types."""
    if step.action not in ACTIONS:
        return {f"{step.name}.*": "String"}
    own = dict(ACTIONS[step.action].own_outputs)
    if step.action == "aws:loop":
        return {}
    own.update({output.name: output.type for output in step.outputs})
    return {f"{step.name}.{name}": kind for name, kind in own.items()}


def of_document(document: Document) -> KnownValues:
    """The names that exist before the first step: parameters, variables and system variables."""
    types = dict.fromkeys(GLOBALS, "String")
    for name, definition in document.parameters.items():
        types[name] = base_type(str(definition.get("type"))) or "String"
    for name, definition in document.variables.items():
        types[f"variable:{name}"] = base_type(str(definition.get("type"))) or "String"
    return KnownValues(types, frozenset())


def of_steps(steps: Sequence[Step], outer: KnownValues) -> Iterator[tuple[Step, KnownValues]]:
    """Each step, also those inside loops, with the names that it can use."""
    earlier = flow.before(steps)
    outputs = {step.name: step_outputs(step) for step in steps}
    everything = frozenset(name for step in steps for name in outputs[step.name])
    for step in steps:
        types = dict(outer.types)
        for name in earlier[step.name]:
            types.update(outputs[name])
        known = KnownValues(types, (outer.later | everything) - types.keys())
        if step.action == "aws:loop":
            inside = _inside_loop(step, known)
            yield step, known
            yield from of_steps(step.inner, inside)
        else:
            yield step, known


def _inside_loop(step: Step, known: KnownValues) -> KnownValues:
    own = dict(ACTIONS["aws:loop"].own_outputs)
    if "Iterators" in step.inputs:
        own["CurrentIteratorValue"] = step.inputs.get("IteratorDataType", "String")
    else:
        del own["CurrentIteratorValue"]
    return replace(known, types={**known.types, **{f"{step.name}.{name}": kind for name, kind in own.items()}})


def at_loop_end(step: Step, known: KnownValues) -> KnownValues:
    """The names that a LoopCondition can use: those of the loop and of the steps inside it."""
    inner = {name: kind for item in step.inner for name, kind in step_outputs(item).items()}
    inside = _inside_loop(step, known)
    return replace(inside, types={**inside.types, **inner}, later=inside.later - inner.keys())


def faults(document: Document) -> Iterator[Fault]:
    """References to what does not exist or cannot be there yet, at the step that makes them."""
    start = of_document(document)
    for reference in references(document.assume_role or "", "assumeRole"):
        if problem := start.problem(reference.name):
            yield Fault("document assumeRole", problem, _kind(reference, set()))
    examined = list(of_steps(document.steps, start))
    steps = {step.name for step, _ in examined}
    for step, known in examined:
        for reference in references(step.inputs):
            names = at_loop_end(step, known) if reference.path.startswith("LoopCondition") else known
            if not reference.well_formed:
                problem = f"inputs: {reference.path}: {reference.name!r} is not a reference"
                yield Fault(at_step(step.name), problem, "rehearsal")
            elif found := names.problem(reference.name):
                yield Fault(at_step(step.name), f"inputs: {reference.path}: {found}", _kind(reference, steps))
    outputs = {name for step in document.steps for name in step_outputs(step)}
    for output in document.outputs:
        name, _, last = output.partition(".")
        if output not in outputs and f"{name}.*" not in outputs:
            loosely = name in steps and last in _OF_EVERY_STEP
            yield Fault("document outputs", f"{output} is no output of a step", "rehearsal" if loosely else "reference")


def _kind(reference: Reference, steps: set[str]) -> Kind:
    """Systems Manager fills in what a run here does not have; braces in a script may be the script's own."""
    name, path = reference.name, reference.path
    first, _, last = name.partition(".")
    loosely = name in _OF_THE_SERVICE or name.startswith("ssm:") or (first in steps and last in _OF_EVERY_STEP)
    return "rehearsal" if loosely or path == "Script" or not reference.well_formed else "reference"
