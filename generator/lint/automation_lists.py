"""Lists that an Automation document reads and hands on to a write, where they may be empty.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-aws-apis-calling.html
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.lint.automation_steps import LOOKS, reached_from, repairs

if TYPE_CHECKING:
    from generator.automation.document import Document, Step

TAKES_A_CHANGE: Final = (
    "Add",
    "Attach",
    "Authorize",
    "Delete",
    "Deregister",
    "Detach",
    "Disassociate",
    "Reboot",
    "Release",
    "Remove",
    "Revoke",
    "Stop",
    "Terminate",
)
"""Calls that do something with each item of a list; a call that sets a list may set an empty one."""
DECIDES: Final = ("aws:branch", "aws:executeScript", "aws:loop", *LOOKS)


class EmptyList(NamedTuple):
    """A member of a write that takes a list which an earlier step has read."""

    step: str
    member: str
    reference: str


def possible_empty_lists(document: "Document") -> Iterator[EmptyList]:
    """The writes that come after the read with nothing between that could look at the list."""
    from generator.automation.flow import before, successors
    from generator.automation.references import whole_reference

    by_name = {step.name: step for step in document.steps}
    earlier, following = before(document.steps), successors(document.steps)
    for step in document.steps:
        if step.action != "aws:executeAwsApi" or not step.inputs["Api"].startswith(TAKES_A_CHANGE) or not repairs(step):
            continue
        for member, value in step.inputs.items():
            name, _, output = (whole_reference(value) or "").partition(".")
            source = by_name.get(name)
            if source is None or not _is_list(step, member) or not _may_be_empty(source, output):
                continue
            between = reached_from(name, following) & earlier[step.name]
            if not any(by_name[each].action in DECIDES for each in between if each in by_name):
                yield EmptyList(step.name, member, f"{name}.{output}")


def _is_list(step: "Step", member: str) -> bool:
    from generator.automation.service_models import operation_model

    model, _ = operation_model(step.inputs["Service"], step.inputs["Api"])
    shape: Any = model.input_shape if model else None
    return shape is not None and member in shape.members and shape.members[member].type_name == "list"


def _may_be_empty(source: "Step", output: str) -> bool:
    """Whether an output is a list that an API answers."""
    from generator.automation.selectors import is_definite, is_path
    from generator.automation.service_models import operation_model
    from generator.automation.shapes import selected_shape

    found = [each for each in source.outputs if each.name == output]
    if source.action != "aws:executeAwsApi" or not found or not is_path(found[0].selector):
        return False
    if not is_definite(found[0].selector):
        return True
    model, _ = operation_model(source.inputs["Service"], source.inputs["Api"])
    shape, _ = selected_shape(model.output_shape if model else None, found[0].selector)
    return shape is not None and shape.type_name == "list"
