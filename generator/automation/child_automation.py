"""``aws:executeAutomation``: another document of the caller's, run to its end.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from generator.automation.faults import Fault, at_step
from generator.automation.value_types import as_text
from generator.model.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.automation.document import Step
    from generator.automation.run_state import Run, Surroundings

_DEEPEST = 5


def execute_automation(run: Run, step: Step, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The step's outputs when the other automation succeeded; otherwise a Fault with its failure."""
    here = at_step(step.name)
    around = run.surroundings
    name, parameters = inputs["DocumentName"], inputs.get("RuntimeParameters", {})
    if around.depth >= _DEEPEST:
        raise Fault(here, f"automations start one another more than {_DEEPEST} deep")
    if inputs.get("DocumentVersion", "$DEFAULT") not in ("$DEFAULT", "$LATEST"):
        raise Fault(
            here, f"DocumentVersion {inputs['DocumentVersion']} cannot be rehearsed; a document has one version"
        )
    source = around.documents(name) if around.documents is not None else None
    if source is None:
        raise Fault(here, f"there is no document {name}")
    _check_permission(run, step, name, parameters)
    try:
        execution = run.start(source, parameters, _beneath(run))
    except BadInput as error:
        raise Fault(here, f"document {name}: {error.problem}") from error
    run.recorder.calls.extend(execution.calls)  # none when it acted in the session of this run, which recorded them
    if execution.status != "Success":
        raise Fault(here, f"document {name}: {execution.failure}")
    return {
        "ExecutionId": execution.execution_id,
        "Status": execution.status,
        "Output": [as_text(value) for value in execution.outputs.values()],
    }


def _beneath(run: Run) -> Surroundings:
    return replace(run.surroundings, depth=run.surroundings.depth + 1, caller=run.session, caller_role=run.role)


def _check_permission(run: Run, step: Step, name: str, parameters: Mapping[str, Any]) -> None:
    gate = run.surroundings.gate
    if gate is None or run.role is None:
        return
    lists = {key: value if isinstance(value, list) else [as_text(value)] for key, value in parameters.items()}
    calls: tuple[tuple[str, dict[str, Any]], ...] = (
        ("StartAutomationExecution", {"DocumentName": name, "Parameters": lists}),
        ("GetAutomationExecution", {}),
    )
    try:
        for operation, call in calls:
            gate.check(run.role, "ssm", operation, call, run.surroundings.region)
    except ClientError as error:
        raise Fault(at_step(step.name), str(error)) from error
