"""One step after the other: attempts, outputs, records, and which step comes next after success or failure.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from generator.automation import selectors
from generator.automation.actions import CARRY_OUT, UNRESOLVED_INPUTS, ActionResult
from generator.automation.execution import StepRecord
from generator.automation.faults import Fault, TimedOutFault, at_step
from generator.automation.references import resolve
from generator.automation.run_state import StepFailed
from generator.automation.value_types import has_type, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.automation.document import Step
    from generator.automation.run_state import Run

_DEFAULT_TIMEOUTS = {"aws:executeScript": 600}
"""Seconds for a step without timeoutSeconds, where Automation has a limit that the action does not watch itself."""
_MOST_STEPS = 1000
"""Steps in one list before a run is taken to go in a circle for ever."""


def run_steps(run: Run, steps: tuple[Step, ...]) -> None:
    """Runs a list of steps to its end; StepFailed when a failure stops it."""
    places = {step.name: index for index, step in enumerate(steps)}
    index: int | None = 0
    count = 0
    while index is not None and index < len(steps):
        count += 1
        if count > _MOST_STEPS:
            raise StepFailed(steps[index].name, at_step(steps[index].name), "the steps go in a circle", timed_out=False)
        step = steps[index]
        try:
            target = _after_success(step, _attempt(run, step))
        except StepFailed as failed:
            target = _after_failure(run, step, failed)
        index = {"end": None, "following": index + 1}.get(target, places.get(target))


def _after_success(step: Step, result: ActionResult) -> str:
    """``end``, ``following``, or the name of the next step."""
    if result.branched and result.next_step:
        return result.next_step
    return "end" if step.is_end else step.next_step or "following"


def _after_failure(run: Run, step: Step, failed: StepFailed) -> str:
    if step.on_failure == "Abort":
        raise failed
    if step.critical and run.critical_failure is None:
        run.critical_failure = (failed.step, str(failed))
    if step.is_end:
        return "end"
    return step.on_failure[5:] if step.on_failure.startswith("step:") else step.next_step or "following"


def _attempt(run: Run, step: Step) -> ActionResult:
    """The result of the first attempt that succeeds; StepFailed with the last failure when none does."""
    first_call = len(run.recorder.calls)
    inputs: dict[str, Any] = {}
    for attempt in range(1, step.max_attempts + 1):
        try:
            inputs = _resolved_inputs(run, step)
            result = _carry_out(run, step, inputs)
            outputs = _outputs(step, result)
        except Fault as fault:
            if attempt == step.max_attempts:
                _record(run, step, inputs, attempt, first_call, fault=fault)
                raise _failure(step, fault) from fault
            continue
        run.values.update({f"{step.name}.{name}": value for name, value in outputs.items()})
        _record(run, step, inputs, attempt, first_call, outputs=outputs, printed=result.printed)
        return result
    raise AssertionError("max_attempts is at least 1")


def _failure(step: Step, fault: Fault) -> StepFailed:
    timed_out = isinstance(fault, TimedOutFault)
    if isinstance(fault, StepFailed):  # an inner step of this loop: its own name says more
        return StepFailed(fault.step, fault.where, fault.problem, timed_out=fault.timed_out)
    return StepFailed(step.name, fault.where, fault.problem, timed_out=timed_out)


def _resolved_inputs(run: Run, step: Step) -> dict[str, Any]:
    later = UNRESOLVED_INPUTS.get(step.action, ())
    resolved: dict[str, Any] = {}
    for key, value in step.inputs.items():
        try:
            resolved[key] = value if key in later else resolve(value, run.lookup, key)
        except LookupError as error:
            raise Fault(at_step(step.name), f"inputs: {key}: {error.args[0]}") from error
    return resolved


def _carry_out(run: Run, step: Step, inputs: Mapping[str, Any]) -> ActionResult:
    began = run.clock.now()
    result = CARRY_OUT[step.action](run, step, inputs)
    took = run.clock.now() - began
    limit = step.timeout_seconds or _DEFAULT_TIMEOUTS.get(step.action)
    if limit is not None and took > limit:
        raise TimedOutFault(at_step(step.name), f"took {took:.0f} seconds, the limit is {limit}")
    return result


def _outputs(step: Step, result: ActionResult) -> dict[str, Any]:
    outputs = dict(result.outputs)
    for output in step.outputs:
        where = f"{at_step(step.name)}, output {output.name}"
        try:
            value = selectors.select(output.selector, result.answer)
        except LookupError as error:
            raise Fault(where, error.args[0]) from error
        if not has_type(value, output.type):
            raise Fault(where, f"selector {output.selector!r} finds {type_name(value)}, Type says {output.type}")
        outputs[output.name] = value
    return outputs


def _record(  # noqa: PLR0913 - one argument for each thing a record holds
    run: Run,
    step: Step,
    inputs: Mapping[str, Any],
    attempts: int,
    first_call: int,
    *,
    outputs: Mapping[str, Any] | None = None,
    printed: tuple[str, ...] = (),
    fault: Fault | None = None,
) -> None:
    loop_name, iteration = run.loops[-1] if run.loops else (None, None)
    status: Literal["Success", "Failed", "TimedOut"] = "Success"
    if fault is not None:
        timed_out = isinstance(fault, TimedOutFault) or (isinstance(fault, StepFailed) and fault.timed_out)
        status = "TimedOut" if timed_out else "Failed"
    run.records.append(
        StepRecord(
            name=step.name,
            action=step.action,
            status=status,
            inputs=dict(inputs),
            outputs=dict(outputs or {}),
            calls=tuple(run.recorder.calls[first_call:]),
            error=None if fault is None else str(fault),
            attempts=attempts,
            loop=loop_name,
            iteration=iteration,
            printed=printed,
        )
    )
