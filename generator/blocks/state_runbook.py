"""The steps of a runbook that knows its state: read, decide, change, read again; and the way back.

A control gives functions named ``read``, ``complies``, ``repair`` and, where it can be undone, ``restore``; they stand in the scripts
under these names. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-document-script-considerations.html
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.blocks.runbook_script import in_pieces, reached, script_step
from generator.model import Input, Step

Events = Mapping[str, Any]
Function = Callable[..., Any]

EXEMPTION = Input(
    name="ExemptionTagKey",
    type="String",
    description="A resource with this tag is left alone.",
    default="baseline-exempt",
    allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,128}$",
    value={"Ref": "ExemptionTagKey"},
)


def read(events: Events) -> Any:
    """The state that a repair would change, as JSON can hold it; the control's own function takes this place."""
    raise NotImplementedError(events)


def complies(state: Any, events: Events) -> bool:
    """Whether the rule is content with ``state``; the control's own function takes this place."""
    raise NotImplementedError(state, events)


def tags(events: Events) -> list[str]:
    """The keys of the resource's tags; the control's own function takes this place where the resource can carry tags."""
    return []


def plan(events: Events, context: object) -> dict[str, Any]:
    """Read the state and decide what this run does."""
    import json

    state = read(events)
    restoring = bool(events.get("Restore"))
    wanted = json.loads("".join(events["Restore"])) if restoring else None
    if not restoring and events.get("ExemptionTagKey") in tags(events):
        outcome = "EXEMPT"
    elif state == wanted if restoring else complies(state, events):
        outcome = "UNCHANGED"
    elif events["DryRun"]:
        outcome = "PREVIEW"
    else:
        outcome = "RESTORED" if restoring else "REPAIRED"
    next_step = {"REPAIRED": "Repair", "RESTORED": "Restore"}.get(outcome, "Stop")
    return {"Outcome": outcome, "Next": next_step, "Before": in_pieces(state)}


def verify_repair(events: Events, context: object) -> None:
    """Fail where the state is still not what the rule demands, also after a while: what a service answers may lag."""
    import time

    for pause in (0, 2, 4, 8):
        time.sleep(pause)
        state = read(events)
        if complies(state, events):
            return
    raise ValueError(f"not compliant after the repair: {state}")


def verify_restore(events: Events, context: object) -> None:
    """Fail where the state is not the one that was to be restored, also after a while: what a service answers may lag."""
    import json
    import time

    for pause in (0, 2, 4, 8):
        time.sleep(pause)
        state = read(events)
        if state == json.loads("".join(events["Restore"])):
            return
    raise ValueError(f"not restored: {state}")


@dataclass(frozen=True, kw_only=True)
class StateFunctions:
    """What a control knows of its resource; ``shared`` are functions that the others call.

    ``repair`` takes ``(events, context)``, or is the ``aws:executeAwsApi`` steps that need no script. ``restore`` takes
    ``(events, context)`` and finds the former state in ``json.loads("".join(events["Restore"]))``.
    """

    read: Function
    complies: Function
    repair: Function | Sequence[Step]
    restore: Function | None = None
    tags: Function | None = None
    shared: tuple[Function, ...] = ()


def state_steps(functions: StateFunctions, payload: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps Plan, ChooseWay, Repair, VerifyRepair and, where there is a way back, Restore and VerifyRestore.

    ``payload`` are the events that the functions get: references such as ``{{ GroupId }}``, or constants.
    """
    reading = (*functions.shared, functions.read)
    exemption = {"ExemptionTagKey": "{{ ExemptionTagKey }}"} if functions.tags else {}
    restoring = {"Restore": "{{ Restore }}"} if functions.restore else {}
    outputs = {"Outcome": "String", "Next": "String", "Before": "StringList"}
    decide = (functions.complies, functions.tags or tags, in_pieces, plan)
    facts = {**payload, "DryRun": "{{ DryRun }}", **restoring, **exemption}
    steps: list[Step] = [
        script_step("Plan", *reached(*reading, *decide), payload=facts, outputs=outputs),
        _choice([("Repair", _first_repair(functions)), *([("Restore", "Restore")] if functions.restore else [])]),
        *_repairs(functions, payload),
        script_step("VerifyRepair", *reached(*reading, functions.complies, verify_repair), payload=payload, isEnd=True),
    ]
    if functions.restore:
        back = {**payload, **restoring}
        steps.append(script_step("Restore", *reached(*reading, functions.restore), payload=back))
        steps.append(script_step("VerifyRestore", *reached(*reading, verify_restore), payload=back, isEnd=True))
    return tuple(steps)


def _choice(ways: list[tuple[str, str]]) -> Step:
    choices = [{"Variable": "{{ Plan.Next }}", "StringEquals": value, "NextStep": step} for value, step in ways]
    return {"name": "ChooseWay", "action": "aws:branch", "inputs": {"Choices": choices}, "isEnd": True}


def _first_repair(functions: StateFunctions) -> str:
    return "Repair" if callable(functions.repair) else str(functions.repair[0]["name"])


def _repairs(functions: StateFunctions, payload: Mapping[str, Any]) -> list[Step]:
    if not callable(functions.repair):
        return list(functions.repair)
    handler = reached(*functions.shared, functions.read, functions.repair)
    return [script_step("Repair", *handler, payload=payload)]
