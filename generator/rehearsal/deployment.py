"""A stack created, with rollback in reverse order when a resource fails; and a stack deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.rehearsal.journal import Journal, ResourceFailed
from generator.rehearsal.making import Making, in_order
from generator.rehearsal.plan import Plan
from generator.rehearsal.stack import Output, Stack
from generator.template.errors import RequestRefused
from generator.template.functions import evaluate
from generator.template.parameters import as_text

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

# Policies under which a resource outlives its stack, and those under which it outlives a failed creation.
KEPT_ON_DELETE = ("Retain", "RetainExceptOnCreate")
KEPT_ON_ROLLBACK = ("Retain",)


def create(
    account: "AccountRegion", plan: Plan, journal: Journal, order: Sequence[str], exported: Mapping[str, str]
) -> None:
    """Make every resource in ``order``; if these are all of the plan, the journal's stack then has one of AWS's end states."""
    stack = journal.stack
    making = Making(account, journal)
    journal.of_stack("CREATE_IN_PROGRESS", "User Initiated")
    try:
        in_order(order, plan.needs, lambda name: making.create(name, plan))
        if len(order) < len(plan.order):
            return
        stack.outputs = outputs(stack, plan, exported)
    except ResourceFailed as failure:
        _fail(making, journal, failure)
    except RequestRefused as error:
        _roll_back(making, journal, error.message)
    else:
        journal.of_stack("CREATE_COMPLETE")


def outputs(stack: Stack, plan: Plan, exported: Mapping[str, str]) -> dict[str, Output]:
    """The evaluated outputs; ``exported`` (name -> stack) are the exports of other stacks, which must not be repeated."""
    result = {}
    for name, body in plan.template.outputs.items():
        if "Condition" in body and not plan.conditions[body["Condition"]]:
            continue
        scope = plan.scope(f"output {name}", stack.resources)
        value = evaluate(body["Value"], scope)
        if isinstance(value, dict | list):
            raise RequestRefused(f"Template format error: The Value field of output {name} must evaluate to a text")
        export = as_text(evaluate(body["Export"]["Name"], scope)) if "Export" in body else ""
        if export in exported:
            raise RequestRefused(f"Export with name {export} is already exported by stack {exported[export]}")
        result[name] = Output(as_text(value), str(body.get("Description", "")), export)
    return result


def _fail(making: Making, journal: Journal, failure: ResourceFailed) -> None:
    failed = making.stack.resources[failure.logical_id]
    if failed.status != "CREATE_FAILED":
        journal.of_resource(failed, "CREATE_FAILED", failure.reason)
    for other in making.stack.resources.values():
        if other.status == "CREATE_IN_PROGRESS":
            journal.of_resource(other, "CREATE_FAILED", "Resource creation cancelled")
    _roll_back(making, journal, f"The following resource(s) failed to create: [{failure.logical_id}].")


def _roll_back(making: Making, journal: Journal, reason: str) -> None:
    if making.stack.disable_rollback:
        journal.of_stack("CREATE_FAILED", reason)
        return
    journal.of_stack("ROLLBACK_IN_PROGRESS", f"{reason} Rollback requested by user.")
    failures = making.delete_all(keeps=KEPT_ON_ROLLBACK)
    if failures:
        names = ", ".join(failure.logical_id for failure in failures)
        journal.of_stack("ROLLBACK_FAILED", f"The following resource(s) failed to delete: [{names}].")
    else:
        journal.of_stack("ROLLBACK_COMPLETE")


def delete(account: "AccountRegion", journal: Journal, imported_by: Collection[str]) -> None:
    """Delete every resource in reverse order; ``imported_by`` are stacks that import one of its exports."""
    stack = journal.stack
    if imported_by:
        names = ", ".join(sorted(imported_by))
        raise RequestRefused(f"Export of stack {stack.name} cannot be deleted as it is in use by {names}")
    journal.of_stack("DELETE_IN_PROGRESS", "User Initiated")
    failures = Making(account, journal).delete_all(keeps=KEPT_ON_DELETE)
    if failures:
        names = ", ".join(failure.logical_id for failure in failures)
        journal.of_stack("DELETE_FAILED", f"The following resource(s) failed to delete: [{names}].")
        return
    stack.deleted = datetime.now(UTC)
    journal.of_stack("DELETE_COMPLETE")
