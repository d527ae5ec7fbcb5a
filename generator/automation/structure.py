"""Whether a document has the elements, keys and JSON types that schema 0.3 asks for.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.automation import conditions, selectors
from generator.automation.action_inputs import ACTIONS, NOT_REHEARSED
from generator.automation.faults import Fault, at_step
from generator.automation.references import TEMPLATE_VALUE, whole_reference
from generator.automation.value_types import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Kind = type | tuple[type, ...]

_DOCUMENT_KEYS: dict[str, _Kind] = {
    "schemaVersion": str,
    "description": str,
    "assumeRole": str,
    "parameters": dict,
    "variables": dict,
    "mainSteps": list,
    "outputs": list,
    "files": dict,
}
_STEP_KEYS: dict[str, _Kind] = {
    "name": str,
    "action": str,
    "description": str,
    "inputs": dict,
    "outputs": list,
    "onFailure": str,
    "onCancel": str,
    "nextStep": str,
    "isEnd": bool,
    "isCritical": bool,
    "maxAttempts": int,
    "timeoutSeconds": int,
}
_RUNTIME = re.compile(r"python3\.\d+")
_STEP_NAME = re.compile(r"[a-zA-Z0-9_]{3,128}")
_OUTPUT_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_-]*")


def faults(content: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything in a document that is not of the schema's form."""
    yield from _keys("document", content, _DOCUMENT_KEYS, ("mainSteps",))
    steps = content.get("mainSteps")
    if isinstance(steps, list):
        yield from _step_list("document", steps, set())
    for output in content.get("outputs") or ():
        if not isinstance(output, str):
            yield Fault("document outputs", f"{output!r} is not a string")


def _keys(
    where: str, found: Mapping[str, Any], known: Mapping[str, _Kind], required: tuple[str, ...]
) -> Iterator[Fault]:
    for key, value in found.items():
        if key not in known:
            yield Fault(where, f"unknown key {key!r}")
        elif not _is_kind(value, known[key]) and whole_reference(value) != TEMPLATE_VALUE:
            yield Fault(where, f"{key} is {type(value).__name__}, not {_kind_name(known[key])}")
    for key in required:
        if key not in found:
            yield Fault(where, f"{key} is missing")


def _is_kind(value: Any, kind: _Kind) -> bool:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return isinstance(value, kinds) and not (isinstance(value, bool) and bool not in kinds)


def _kind_name(kind: _Kind) -> str:
    return " or ".join(item.__name__ for item in (kind if isinstance(kind, tuple) else (kind,)))


def _step_list(where: str, steps: list[Any], seen: set[str]) -> Iterator[Fault]:
    if not steps:
        yield Fault(where, "has no steps")
    for index, step in enumerate(steps):
        if not isinstance(step, dict):
            yield Fault(where, f"step number {index + 1} is not a mapping")
            continue
        name = step.get("name")
        here = at_step(name) if isinstance(name, str) else f"{where}, step number {index + 1}"
        if isinstance(name, str):
            if not _STEP_NAME.fullmatch(name):
                yield Fault(here, "the name is not 3 to 128 letters, digits and underscores", "rehearsal")
            if name in seen:
                yield Fault(here, "another step has the same name")
            seen.add(name)
        yield from _step(here, step, seen)


def _step(here: str, step: Mapping[str, Any], seen: set[str]) -> Iterator[Fault]:
    action = step.get("action")
    needed = ("name", "action") if isinstance(action, str) and action in NOT_REHEARSED else ("name", "action", "inputs")
    yield from _keys(here, step, _STEP_KEYS, needed)
    for key in ("maxAttempts", "timeoutSeconds"):
        if isinstance(step.get(key), int) and step[key] < 1:
            yield Fault(here, f"{key} is {step[key]}, less than 1")
    if not isinstance(action, str):
        return
    if action in NOT_REHEARSED:
        yield Fault(here, f"action {action} cannot be rehearsed", "rehearsal")
        return
    if action not in ACTIONS:
        yield Fault(here, f"unknown action {action}")
        return
    inputs = step.get("inputs")
    if isinstance(inputs, dict):
        yield from _inputs(here, action, inputs)
        if action == "aws:loop" and isinstance(inputs.get("Steps"), list):
            yield from _step_list(here, inputs["Steps"], seen)
    if isinstance(step.get("outputs"), list):
        yield from _outputs(here, action, step["outputs"])


def _inputs(here: str, action: str, inputs: Mapping[str, Any]) -> Iterator[Fault]:
    kinds = ACTIONS[action]
    known = {**kinds.required, **kinds.optional}
    named = {key: value for key, value in inputs.items() if key in known or not kinds.open}
    optional = _left_out(action, inputs)
    for fault in _keys(here, named, known, tuple(key for key in kinds.required if key not in optional)):
        yield Fault(here, f"inputs: {fault.problem}")
    for key in optional - inputs.keys():
        yield Fault(here, f"inputs: {key} is missing", "rehearsal")
    for key, kind in known.items():
        text = inputs.get(key)
        if isinstance(kind, tuple) and bool not in kind and isinstance(text, str) and whole_reference(text) is None:
            problem = f"inputs: {key} is text, neither a value of its own kind nor one reference"
            yield Fault(here, problem, "rehearsal")
    if action == "aws:branch" and isinstance(inputs.get("Choices"), list):
        for number, choice in enumerate(inputs["Choices"], 1):
            yield from conditions.faults(f"{here}, choice {number}", choice, choice=True)
    if action == "aws:loop" and isinstance(inputs.get("LoopCondition"), dict):
        yield from conditions.faults(f"{here}, LoopCondition", inputs["LoopCondition"], choice=False)


def _left_out(action: str, inputs: Mapping[str, Any]) -> set[str]:
    """The inputs that Systems Manager does without and a run here does not: PowerShell has no handler, attached files
    are a script."""
    if action != "aws:executeScript":
        return set()
    python = _RUNTIME.fullmatch(str(inputs.get("Runtime")))
    attached = {"Script"} if "Attachment" in inputs else set()
    return attached if python else {*attached, "Handler"}


def _outputs(here: str, action: str, outputs: list[Any]) -> Iterator[Fault]:
    if not ACTIONS[action].declares_outputs:
        yield Fault(here, f"{action} declares no outputs", "rehearsal")
    names = set()
    for number, output in enumerate(outputs, 1):
        if not isinstance(output, dict):
            yield Fault(here, f"output number {number} is not a mapping")
            continue
        name = output.get("Name")
        where = f"{here}, output {name}" if isinstance(name, str) else f"{here}, output number {number}"
        kinds = {"Name": str, "Selector": str, "Type": str}
        yield from _keys(where, output, kinds, tuple(kinds))
        if isinstance(name, str):
            if not _OUTPUT_NAME.fullmatch(name):
                yield Fault(where, "the name is not letters, digits, hyphens and underscores")
            if name in names:
                yield Fault(where, "the step has another output of this name")
            names.add(name)
        if isinstance(output.get("Type"), str) and output["Type"] not in TYPES:
            yield Fault(where, f"unknown Type {output['Type']}")
        if isinstance(output.get("Selector"), str):
            try:
                selectors.compile_selector(output["Selector"])
            except ValueError as error:
                # Systems Manager reads more forms of JSONPath than the library.
                yield Fault(where, str(error), "rehearsal")
