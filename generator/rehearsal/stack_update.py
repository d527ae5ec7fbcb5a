"""A stack updated: changed in place, replaced or left alone, with everything put back when one change fails.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
"""

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from generator.rehearsal.deployment import KEPT_ON_DELETE, outputs
from generator.rehearsal.journal import Journal, ResourceFailed, reason_of
from generator.rehearsal.making import Making, in_order
from generator.rehearsal.plan import Plan
from generator.rehearsal.resource_types.schema import changed_paths, property_paths, provider_schema
from generator.rehearsal.stack import Stack, StackResource
from generator.template.errors import RequestRefused

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion


def update(account: "AccountRegion", plan: Plan, journal: Journal, exported: Mapping[str, str]) -> None:
    """Bring the stack to ``plan``; RequestRefused ("No updates are to be performed.") when nothing changes."""
    stack = journal.stack
    if _is_unchanged(stack, plan):
        raise RequestRefused("No updates are to be performed.")
    change = _Change(Making(account, journal), plan, journal)
    journal.of_stack("UPDATE_IN_PROGRESS", "User Initiated")
    try:
        in_order(plan.order, plan.needs, change.bring)
        new_outputs = outputs(stack, plan, exported)
    except (ResourceFailed, RequestRefused) as error:
        change.undo(str(error) if isinstance(error, ResourceFailed) else error.message)
        return
    stack.outputs = new_outputs
    stack.template, stack.parameters = plan.template, dict(plan.parameters)
    stack.updated = datetime.now(UTC)
    change.clean_up()


def _is_unchanged(stack: Stack, plan: Plan) -> bool:
    same_parameters = dict(plan.parameters) == stack.parameters
    return same_parameters and (
        plan.template.resources == stack.template.resources
        and plan.template.outputs == stack.template.outputs
        and plan.template.conditions == stack.template.conditions
        and plan.template.mappings == stack.template.mappings
    )


class _Change:
    """One update: what it did, how to undo it, and what is left to delete."""

    def __init__(self, making: Making, plan: Plan, journal: Journal) -> None:
        self.making = making
        self.plan = plan
        self.journal = journal
        self.stack = making.stack
        self.undoing: list[Callable[[], None]] = []
        self.replaced: list[StackResource] = []
        self.before = copy.deepcopy(self.stack.resources)

    def bring(self, logical_id: str) -> None:
        """Create, update, replace or leave one resource."""
        old = self.before.get(logical_id)
        if old is None:
            # Tried again after Waits: only once to be undone.
            if logical_id not in self.stack.resources:
                self.undoing.append(lambda: self._remove(logical_id))
            self.making.create(logical_id, self.plan)
            return
        current = self.stack.resources[logical_id]
        body = self.plan.resources[logical_id]
        current.deletion_policy = body.get("DeletionPolicy", "Delete")
        current.update_replace_policy = body.get("UpdateReplacePolicy", "Delete")
        if body["Type"] != old.type_name:
            raise self._failed(current, f"Update of resource type is not permitted ({body['Type']})")
        if current is not old and current.status == "CREATE_IN_PROGRESS":
            self.making.create(logical_id, self.plan, generation=1)
            return
        new = self.making.properties(logical_id, self.plan)
        if new != current.properties:
            self._change(current, new)

    def _change(self, current: StackResource, new: dict[str, Any]) -> None:
        row = self.making.types[current.type_name]
        schema = provider_schema(current.type_name, self.stack.region) or {}
        create_only = list(changed_paths(current.properties, new, property_paths(schema, "createOnlyProperties")))
        resource = self.making.resource(current, new)
        if create_only or row.update is None or (row.replaces is not None and row.replaces(resource)):
            self._replace(current, new, create_only)
            return
        old = copy.deepcopy(current)
        self.journal.of_resource(current, "UPDATE_IN_PROGRESS")
        # The service may have taken a part of the change before it refused the rest.
        self.undoing.append(lambda: self._put_back(current, old))
        try:
            row.update(resource)
            current.properties = new
            resource.physical_id = current.physical_id
            current.attributes = dict(row.attributes(resource))
        except Exception as error:
            raise self._failed(current, reason_of(error)) from error
        self.journal.of_resource(current, "UPDATE_COMPLETE")

    def _replace(self, current: StackResource, new: dict[str, Any], create_only: list[str]) -> None:
        name = self.making.types[current.type_name].name_property
        if name and name in new and new[name] == current.properties.get(name):
            raise self._failed(
                current,
                f"CloudFormation cannot update a stack when a custom-named resource requires replacing. "
                f"Rename {new[name]} and update the stack again.",
            )
        reason = "Requested update requires the creation of a new physical resource; hence creating one."
        self.journal.of_resource(current, "UPDATE_IN_PROGRESS", f"{reason} ({', '.join(create_only) or 'changed'})")
        old = self.stack.resources.pop(current.logical_id)
        old.update_replace_policy = self.plan.resources[old.logical_id].get("UpdateReplacePolicy", "Delete")
        self.undoing.append(lambda: self._remove_replacement(old))
        self.making.create(old.logical_id, self.plan, generation=len(self.stack.events))
        self.replaced.append(old)

    def _failed(self, resource: StackResource, reason: str) -> ResourceFailed:
        self.journal.of_resource(resource, "UPDATE_FAILED", reason)
        return ResourceFailed(resource.logical_id, reason)

    def _remove(self, logical_id: str) -> None:
        made = self.stack.resources.pop(logical_id, None)
        if made is not None:
            self.making.delete(made, keeps=("Retain",))

    def _remove_replacement(self, old: StackResource) -> None:
        self._remove(old.logical_id)
        self.stack.resources[old.logical_id] = old
        self.journal.of_resource(old, "UPDATE_COMPLETE")

    def _put_back(self, current: StackResource, old: StackResource) -> None:
        row = self.making.types[current.type_name]
        resource = self.making.resource(current, old.properties)
        if row.update is not None:
            row.update(resource)
        self.stack.resources[old.logical_id] = old
        self.journal.of_resource(old, "UPDATE_COMPLETE")

    def undo(self, reason: str) -> None:
        """Put everything back, newest change first."""
        self.journal.of_stack("UPDATE_ROLLBACK_IN_PROGRESS", reason)
        failures = []
        for step in reversed(self.undoing):
            try:
                step()
            except Exception as error:
                failures.append(reason_of(error))
        if failures:
            self.journal.of_stack("UPDATE_ROLLBACK_FAILED", "; ".join(failures))
            return
        self.journal.of_stack("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        self.journal.of_stack("UPDATE_ROLLBACK_COMPLETE")

    def clean_up(self) -> None:
        """Delete what was replaced and what the new template no longer has."""
        self.journal.of_stack("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        for old in reversed(self.replaced):
            old.deletion_policy = old.update_replace_policy
            self._delete_quietly(old)
        gone = [made for name, made in self.stack.resources.items() if name not in self.plan.resources]
        for made in reversed(gone):
            self._delete_quietly(made)
            del self.stack.resources[made.logical_id]
        self.journal.of_stack("UPDATE_COMPLETE")

    def _delete_quietly(self, made: StackResource) -> None:
        """AWS completes an update also when it could not delete what is left over; the event says so."""
        try:
            self.making.delete(made, keeps=KEPT_ON_DELETE)
        except ResourceFailed:
            return
