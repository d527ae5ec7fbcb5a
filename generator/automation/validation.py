"""Everything that can be wrong with a document before it runs, each fault at its step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.automation import (
    conditions,
    flow,
    known_values,
    parameters,
    script,
    selectors,
    shapes,
    structure,
)
from generator.automation.action_inputs import API_ACTIONS, PROPERTY_INPUTS
from generator.automation.document import Document, build
from generator.automation.durations import seconds_until
from generator.automation.faults import Fault, Problem, at_step
from generator.automation.references import references, whole_reference
from generator.automation.service_models import operation_model
from generator.automation.value_types import TYPES, has_type, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.automation.document import Step
    from generator.automation.known_values import KnownValues

_VARIABLE = re.compile(r"variable:[A-Za-z][\w-]*")
_MOST_ITERATIONS = 100


def examine(content: Mapping[str, Any]) -> tuple[Document | None, list[Fault]]:
    """The document and its faults; there is no document when its structure is at fault."""
    found = list(structure.faults(content))
    for kind in ("parameters", "variables"):
        if isinstance(content.get(kind), dict):
            found += parameters.definition_faults(kind[:-1], content[kind])
    if any(fault.kind not in ("rehearsal", "default") for fault in found):
        return None, found
    document = build(content)
    found += flow.faults(document.steps)
    found += known_values.faults(document)
    for step, known in known_values.of_steps(document.steps, known_values.of_document(document)):
        found += (Fault(at_step(step.name), problem, kind) for kind, problem in _problems(document, step, known))
    return document, found


def _problems(document: Document, step: Step, known: KnownValues) -> Iterator[Problem]:
    if step.action in API_ACTIONS:
        yield from _api_problems(step, known)
    elif step.action == "aws:branch":
        for number, choice in enumerate(step.inputs["Choices"], 1):
            yield from _condition_problems(f"choice {number}", choice, known)
    elif step.action == "aws:executeScript":
        yield from _script_problems(step)
    elif step.action == "aws:loop":
        yield from _loop_problems(step, known)
    elif step.action == "aws:updateVariable":
        yield from _variable_problems(document, step, known)
    elif step.action == "aws:sleep":
        yield from _sleep_problems(step)


def _api_problems(step: Step, known: KnownValues) -> Iterator[Problem]:
    model, problem = operation_model(step.inputs["Service"], step.inputs["Api"])
    if model is None:
        yield Problem("api", f"inputs: {problem}")
        return
    members = {key: value for key, value in step.inputs.items() if key not in PROPERTY_INPUTS}
    for found in shapes.input_problems(model.input_shape, members, known.type_of):
        yield Problem(found.kind, f"inputs: {found.text}")
    for output in step.outputs:
        if selectors.is_path(output.selector) and (
            wrong := shapes.selector_problem(model.output_shape, output.selector, output.type)
        ):
            yield Problem(wrong.kind, f"output {output.name}: {wrong.text}")
    if "PropertySelector" in step.inputs:
        yield from _property_problems(step.inputs["PropertySelector"], model.output_shape)


def _property_problems(selector: str, shape: Any) -> Iterator[Problem]:
    try:
        if not selectors.is_definite(selector):
            yield Problem("rehearsal", f"inputs: PropertySelector {selector!r} finds a list, not one value")
            return
        found, problem = shapes.selected_shape(shape, selector)
    except ValueError as error:
        yield Problem("rehearsal", f"inputs: PropertySelector: {error}")
        return
    if problem:
        yield Problem("selector", f"inputs: PropertySelector: {problem}")
    elif found is not None and found.type_name in ("list", "structure", "map"):
        yield Problem("rehearsal", f"inputs: PropertySelector {selector!r} finds a {found.type_name}, not one value")


def _condition_problems(where: str, condition: Mapping[str, Any], known: KnownValues) -> Iterator[Problem]:
    for operator, variable, wanted in conditions.comparisons(condition):
        for side in (variable, wanted):
            name = whole_reference(side)
            kind = known.type_of(name) if name else None
            wanted_kind = conditions.operator_type(operator)
            if kind not in (None, wanted_kind):
                yield Problem("type", f"{where}: {operator} compares {wanted_kind} values, {{{{ {name} }}}} is {kind}")


def _script_problems(step: Step) -> Iterator[Problem]:
    if "Script" not in step.inputs or any(references(step.inputs["Script"], "Script")):
        return
    if "Handler" in step.inputs:
        yield from script.problems(step.inputs)
    for output in step.outputs:
        parts = selectors.tokens(output.selector) if selectors.is_path(output.selector) else None
        if parts is not None and parts[:1] != ["Payload"]:
            text = f"output {output.name}: selector {output.selector!r} does not begin with $.Payload"
            yield Problem("selector", text)


def _loop_problems(step: Step, known: KnownValues) -> Iterator[Problem]:
    inputs = step.inputs
    if ("Iterators" in inputs) == ("LoopCondition" in inputs):
        yield Problem("structure", "inputs: a loop has Iterators or LoopCondition, one of the two")
    kind = inputs.get("IteratorDataType", "String")
    if kind not in ("Boolean", "Integer", "String", "StringMap"):
        yield Problem("structure", f"inputs: unknown IteratorDataType {kind}")
    most = inputs.get("MaxIterations", _MOST_ITERATIONS)
    if isinstance(most, int) and not 1 <= most <= _MOST_ITERATIONS:
        yield Problem("structure", f"inputs: MaxIterations is {most}, not 1 to {_MOST_ITERATIONS}")
    if name := whole_reference(inputs.get("Iterators")):
        wanted = "MapList" if kind == "StringMap" else "StringList"
        if known.type_of(name) not in (None, wanted):
            yield Problem("type", f"inputs: Iterators: {{{{ {name} }}}} is {known.type_of(name)}, not {wanted}")
    if "LoopCondition" in inputs:
        yield from _condition_problems("LoopCondition", inputs["LoopCondition"], known_values.at_loop_end(step, known))


def _variable_problems(document: Document, step: Step, known: KnownValues) -> Iterator[Problem]:
    target = step.inputs["Name"]
    name = target.partition(":")[2]
    if not _VARIABLE.fullmatch(target):
        yield Problem("structure", f"inputs: Name is {target!r}, not variable:NAME")
    elif name not in document.variables:
        yield Problem("reference", f"inputs: Name is {target}, and the document has no variable {name}")
    else:
        wanted = known.type_of(target) or "String"
        reference = whole_reference(step.inputs["Value"])
        kind = known.type_of(reference) if reference else None
        literal = reference is None and wanted in TYPES and not has_type(step.inputs["Value"], wanted)
        if literal:
            text = f"inputs: Value is {type_name(step.inputs['Value'])}, variable {name} is {wanted}"
            yield Problem("rehearsal" if isinstance(step.inputs["Value"], str | int | float) else "type", text)
        elif kind not in (None, wanted):
            yield Problem("type", f"inputs: Value {{{{ {reference} }}}} is {kind}, variable {name} is {wanted}")


def _sleep_problems(step: Step) -> Iterator[Problem]:
    if len(step.inputs) != 1:
        yield Problem("structure", "inputs: a sleep has Duration or Timestamp, one of the two")
    elif not any(references(step.inputs)):
        try:
            seconds_until(step.inputs, 0.0)
        except ValueError as error:
            yield Problem("structure", f"inputs: {error}")
