"""What the steps of an Automation document do: which APIs they call, whether they change something, whether they look.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from generator.lint.script_calls import Call, ScriptCalls, calls_of

if TYPE_CHECKING:
    from generator.automation.document import Step

READS: Final = ("BatchGet", "Describe", "Get", "Head", "List", "Lookup", "Scan", "Search", "Select", "Simulate")
TELLS: Final = (
    "Create",
    "Invoke",
    "Publish",
    "PutEvaluations",
    "PutEvents",
    "PutLogEvents",
    "PutMetricData",
    "Send",
    "Start",
    "Tag",
    "Untag",
)
"""Calls that begin so tell somebody, make something that their answer names, or start it: they repair nothing."""
SILENT: Final = {"aws:branch", "aws:sleep", "aws:updateVariable", "aws:loop"}
LOOKS: Final = ("aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty")


def calls(step: "Step") -> ScriptCalls:
    """The APIs that a step calls with the run's role."""
    from generator.automation.action_inputs import API_ACTIONS
    from generator.automation.service_models import operation_model, service_name

    if step.action in SILENT:
        return ScriptCalls(told=True)
    if step.action in API_ACTIONS:
        service, api = service_name(step.inputs["Service"]), step.inputs["Api"]
        if service is None or operation_model(service, api)[0] is None:
            return ScriptCalls()
        return ScriptCalls(frozenset({(service, api)}), frozenset({(service, api)}), told=True)
    script = step.inputs.get("Script")
    if step.action == "aws:executeScript" and isinstance(script, str) and "Attachment" not in step.inputs:
        python = str(step.inputs.get("Runtime")).startswith("python")
        return calls_of(script) if python else ScriptCalls()
    return ScriptCalls()


def reads(call: Call) -> bool:
    """Whether an API only reads."""
    return call[1].startswith(READS)


def repairs(step: "Step") -> bool:
    """Whether a step surely changes what can be read back."""
    return any(not reads(call) and not call[1].startswith(TELLS) for call in calls(step).certain)


def looks(step: "Step") -> bool:
    """Whether a step may look at the account, or does what is not known."""
    found = calls(step)
    return step.action in LOOKS or not found.told or any(reads(call) for call in found.possible)


def reached_from(name: str, following: Mapping[str, Iterable[str]]) -> set[str]:
    """The steps that some way from a step comes to."""
    found: set[str] = set()
    waiting = list(following.get(name, ()))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(following.get(each, ()))
    return found


def unverified(steps: "Sequence[Step]") -> "Iterator[Step]":
    """The repairing API steps after which nothing looks; none where a loop may do so."""
    from generator.automation.flow import reachable, successors

    if any(step.inner for step in steps):
        return
    following = successors(steps)
    by_name = {step.name: step for step in steps}
    on_the_way = reachable(steps)
    for step in steps:
        if step.action == "aws:executeAwsApi" and step.name in on_the_way and repairs(step):
            after = [by_name[name] for name in reached_from(step.name, following) if name in by_name]
            if not any(looks(each) for each in after):
                yield step
