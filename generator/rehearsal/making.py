"""Resources made and deleted one after the other, each after what it needs; those that wait for another are tried again.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.rehearsal.dynamic_references import resolved
from generator.rehearsal.journal import Journal, ResourceFailed, reason_of
from generator.rehearsal.plan import Plan
from generator.rehearsal.resource_types.resource_type import AlreadyThere, NotModelled, Resource, ResourceType, Waits
from generator.rehearsal.resource_types.schema import conform, provider_schema
from generator.rehearsal.stack import StackResource
from generator.template.functions import evaluate

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

# Error codes of a resource that somebody deleted already: CloudFormation takes it as deleted.
GONE = ("NoSuch", "NotFound", "NonExistent", "DoesNotExist", "InvalidDocument", "NotFoundException")


def in_order(order: Sequence[str], needs: Mapping[str, Iterable[str]], attempt: Callable[[str], None]) -> None:
    """Attempt each name once what it needs is done; one that raises Waits is attempted again after each success."""
    pending, waiting, done = list(order), {}, set[str]()  # type: ignore[var-annotated]  # str -> reason
    while pending or waiting:
        progressed = False
        for name in list(waiting):
            try:
                attempt(name)
            except Waits as wait:
                waiting[name] = reason_of(wait)
            else:
                del waiting[name]
                done.add(name)
                progressed = True
        ready = next((name for name in pending if done.issuperset(needs[name])), None)
        if ready is not None:
            pending.remove(ready)
            try:
                attempt(ready)
                done.add(ready)
            except Waits as wait:
                waiting[ready] = reason_of(wait)
        elif not progressed:
            break
    for name, reason in waiting.items():
        raise ResourceFailed(name, f"Resource did not stabilize: {reason}")


class Making:
    """Makes, changes and deletes the resources of one stack."""

    def __init__(self, account: "AccountRegion", journal: Journal) -> None:
        from generator.rehearsal.resource_types.table import TYPES

        self.account = account
        self.stack = journal.stack
        self.journal = journal
        self.types: Mapping[str, ResourceType] = TYPES

    def properties(self, logical_id: str, plan: Plan) -> dict[str, Any]:
        """The evaluated and converted properties; raises ResourceFailed with what AWS would say of them."""
        body = plan.resources[logical_id]
        try:
            scope = plan.scope(f"resource {logical_id}", self.stack.resources)
            evaluated = resolved(evaluate(body.get("Properties", {}), scope), self.account)
        except Exception as error:
            raise ResourceFailed(logical_id, reason_of(error)) from error
        schema = provider_schema(body["Type"], self.account.region) or {}
        converted, problems = conform(schema, evaluated)
        if problems:
            raise ResourceFailed(
                logical_id,
                f"Properties validation failed for resource {logical_id} with message: {'; '.join(problems)}",
            )
        return converted

    def resource(self, made: StackResource, properties: dict[str, Any] | None = None, generation: int = 0) -> Resource:
        """What the table's functions work on."""
        return Resource(
            account=self.account,
            stack_name=self.stack.name,
            stack_id=self.stack.stack_id,
            logical_id=made.logical_id,
            properties=made.properties if properties is None else properties,
            physical_id=made.physical_id,
            old_properties=made.properties,
            generation=generation,
        )

    def create(self, logical_id: str, plan: Plan, generation: int = 0) -> None:
        """Make one resource; raises Waits (made, but not complete) or ResourceFailed."""
        made = self.stack.resources.get(logical_id)
        if made is None or made.status != "CREATE_IN_PROGRESS":
            made = self._begin(logical_id, plan)
        row = self.types[made.type_name]
        resource = self.resource(made, generation=generation)
        try:
            if not made.physical_id:
                name = resource.properties.get(row.name_property)
                if row.taken is not None and name and row.taken(resource, str(name)):
                    raise AlreadyThere(f"Resource of type '{row.name}' with identifier '{name}' already exists.")
                made.physical_id = row.create(resource)
                self.journal.of_resource(made, "CREATE_IN_PROGRESS", "Resource creation Initiated")
            resource.physical_id = made.physical_id
            if row.stabilize is not None:
                row.stabilize(resource)
            made.attributes = dict(row.attributes(resource))
        except Waits:
            raise
        except Exception as error:
            # Whatever was made before the error has to be cleaned up.
            made.physical_id = made.physical_id or resource.physical_id
            self.journal.of_resource(made, "CREATE_FAILED", reason_of(error))
            raise ResourceFailed(logical_id, reason_of(error)) from error
        self.stack.resources[logical_id] = self.stack.resources.pop(logical_id)
        self.journal.of_resource(made, "CREATE_COMPLETE")

    def _begin(self, logical_id: str, plan: Plan) -> StackResource:
        body = plan.resources[logical_id]
        made = StackResource(
            logical_id,
            body["Type"],
            "CREATE_IN_PROGRESS",
            deletion_policy=body.get("DeletionPolicy", "Delete"),
            update_replace_policy=body.get("UpdateReplacePolicy", "Delete"),
        )
        self.stack.resources[logical_id] = made
        self.journal.of_resource(made, "CREATE_IN_PROGRESS")
        try:
            made.properties = self.properties(logical_id, plan)
        except ResourceFailed as failure:
            self.journal.of_resource(made, "CREATE_FAILED", failure.reason)
            raise
        return made

    def delete(self, made: StackResource, *, keeps: tuple[str, ...]) -> None:
        """Delete one resource unless its policy is one of ``keeps``; raises Waits or ResourceFailed."""
        if made.deletion_policy in keeps and made.status != "CREATE_FAILED":
            self.journal.of_resource(made, "DELETE_SKIPPED")
            return
        if made.status != "DELETE_IN_PROGRESS":
            self.journal.of_resource(made, "DELETE_IN_PROGRESS")
        if made.physical_id:
            self._delete_physical(made)
        self.journal.of_resource(made, "DELETE_COMPLETE")

    def _delete_physical(self, made: StackResource) -> None:
        from botocore.exceptions import ClientError

        try:
            self._deletion(made)(self.resource(made))
        except Waits:
            raise
        except ClientError as error:
            if any(part in error.response["Error"]["Code"] for part in GONE):
                return
            self._delete_failed(made, error)
        except Exception as error:
            self._delete_failed(made, error)

    def _deletion(self, made: StackResource) -> Callable[[Resource], object]:
        """How its policy has it deleted; what was never complete has no attributes, and nothing to keep."""
        row = self.types[made.type_name]
        if made.deletion_policy != "Snapshot" or not made.attributes:
            return row.delete
        if row.delete_to_snapshot is None:
            raise NotModelled(f"{made.type_name} leaves no snapshot")
        return row.delete_to_snapshot

    def _delete_failed(self, made: StackResource, error: Exception) -> None:
        self.journal.of_resource(made, "DELETE_FAILED", reason_of(error))
        raise ResourceFailed(made.logical_id, reason_of(error)) from error

    def delete_all(self, *, keeps: tuple[str, ...]) -> list[ResourceFailed]:
        """Delete in reverse order of completion, all that can be; the failures are returned."""
        names = [name for name, made in reversed(self.stack.resources.items()) if made.status != "DELETE_COMPLETE"]
        failures: list[ResourceFailed] = []

        def attempt(name: str) -> None:
            try:
                self.delete(self.stack.resources[name], keeps=keeps)
            except ResourceFailed as failure:
                failures.append(failure)

        try:
            in_order(names, dict.fromkeys(names, ()), attempt)
        except ResourceFailed as failure:
            self.journal.of_resource(self.stack.resources[failure.logical_id], "DELETE_FAILED", failure.reason)
            failures.append(failure)
        return failures
