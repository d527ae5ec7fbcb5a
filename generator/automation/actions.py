"""What each action does, apart from the flow between steps.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

from generator.automation import conditions, script, selectors
from generator.automation.action_inputs import PROPERTY_INPUTS
from generator.automation.approval import approve
from generator.automation.child_automation import execute_automation
from generator.automation.durations import seconds_until
from generator.automation.faults import Fault, TimedOutFault, at_step
from generator.automation.loop import loop
from generator.automation.references import resolve
from generator.automation.service_models import service_name
from generator.automation.value_types import as_json, as_text, has_type, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.automation.document import Step
    from generator.automation.run_state import Run

_POLL_SECONDS = 5.0
"""Between two looks of a wait; AWS does not document its own pace."""
_WAIT_SECONDS = 3600
"""What a wait lasts without timeoutSeconds."""


@dataclass(frozen=True)
class ActionResult:
    """What an action leaves: ``answer`` is what the step's Selectors look into."""

    answer: Any = None
    outputs: Mapping[str, Any] = field(default_factory=dict)
    next_step: str | None = None
    branched: bool = False
    printed: tuple[str, ...] = ()


def call_api(run: Run, step: Step, inputs: Mapping[str, Any]) -> Any:
    """One API call; its answer as JSON has it. A refusal by botocore or the service is a Fault at the step."""
    service, api = service_name(inputs["Service"]) or inputs["Service"], inputs["Api"]
    parameters = {key: value for key, value in inputs.items() if key not in PROPERTY_INPUTS}
    try:
        answer = getattr(run.client(service), xform_name(api))(**parameters)
    except (ClientError, BotoCoreError) as error:
        raise Fault(at_step(step.name), f"{service}:{api}: {error}") from error
    except Exception as error:  # a double in this process fails with whatever went wrong in it
        raise Fault(at_step(step.name), f"{service}:{api}: {type(error).__name__}: {error}") from error
    return as_json({key: value for key, value in answer.items() if key != "ResponseMetadata"})


def _execute_aws_api(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    return ActionResult(call_api(run, step, inputs))


def _property(run: Run, step: Step, inputs: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether the property has a desired value, and words for what it has."""
    answer = call_api(run, step, inputs)
    desired = [_comparable(value) for value in inputs["DesiredValues"]]
    try:
        value = selectors.select(inputs["PropertySelector"], answer)
    except LookupError as error:
        return False, str(error)
    words = f"{inputs['PropertySelector']} is {as_text(value)}, not {' or '.join(desired)}"
    return _comparable(value) in desired, words


def _comparable(value: Any) -> str:
    text = as_text(value)
    return text.lower() if text in ("True", "False") else text


def _assert_property(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    holds, words = _property(run, step, inputs)
    if not holds:
        raise Fault(at_step(step.name), words)
    return ActionResult()


def _wait_for_property(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    limit = step.timeout_seconds or _WAIT_SECONDS
    began = run.clock.now()
    while True:
        holds, words = _property(run, step, inputs)
        if holds:
            return ActionResult()
        left = limit - (run.clock.now() - began)
        if left <= 0:
            raise TimedOutFault(at_step(step.name), f"after {limit} seconds {words}")
        run.clock.sleep(min(_POLL_SECONDS, left))


def _branch(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    for number, choice in enumerate(inputs["Choices"], 1):
        try:
            chosen = conditions.holds(resolve(choice, run.lookup))
        except (LookupError, TypeError) as error:
            raise Fault(at_step(step.name), f"choice {number}: {error}") from error
        if chosen:
            return ActionResult(next_step=choice["NextStep"], branched=True)
    return ActionResult(next_step=inputs.get("Default"), branched="Default" in inputs)


def _execute_script(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    for kind, problem in script.problems(inputs):
        raise Fault(at_step(step.name), problem, kind)
    try:
        result = script.run(inputs, run.session, run.clock)
    except script.ScriptError as error:
        raise Fault(at_step(step.name), str(error)) from error
    own = {"Payload": result.payload} if isinstance(result.payload, dict) else {}
    return ActionResult({"Payload": result.payload}, own, printed=result.printed)


def _sleep(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    try:
        seconds = seconds_until(inputs, run.clock.now())
    except ValueError as error:
        raise Fault(at_step(step.name), str(error)) from error
    run.clock.sleep(seconds)
    return ActionResult()


def _update_variable(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    name = inputs["Name"]
    wanted = run.document.variables[name.partition(":")[2]]["type"]
    if not has_type(inputs["Value"], wanted):
        raise Fault(
            at_step(step.name), f"{name} is {wanted}, the value {inputs['Value']!r} is {type_name(inputs['Value'])}"
        )
    run.values[name] = inputs["Value"]
    return ActionResult()


def _approve(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    return ActionResult(outputs=approve(run, step, inputs))


def _execute_automation(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    return ActionResult(outputs=execute_automation(run, step, inputs))


def _loop(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    loop(run, step, inputs)
    return ActionResult()


CARRY_OUT: dict[str, Callable[[Run, Step, Mapping[str, Any]], ActionResult]] = {
    "aws:executeAwsApi": _execute_aws_api,
    "aws:assertAwsResourceProperty": _assert_property,
    "aws:waitForAwsResourceProperty": _wait_for_property,
    "aws:branch": _branch,
    "aws:executeScript": _execute_script,
    "aws:loop": _loop,
    "aws:sleep": _sleep,
    "aws:updateVariable": _update_variable,
    "aws:approve": _approve,
    "aws:executeAutomation": _execute_automation,
}

UNRESOLVED_INPUTS = {"aws:branch": ("Choices",), "aws:loop": ("LoopCondition",)}
"""Inputs whose references are resolved only when the action comes to them."""
