"""The strict account: our CloudFormation on moto's services, in this process.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from generator.rehearsal import deployment, stack_update
from generator.rehearsal.account_region import AccountRegion
from generator.rehearsal.journal import Journal, OnEvent
from generator.rehearsal.plan import Plan, Target, make_plan
from generator.rehearsal.snapshot import Snapshot, take_snapshot
from generator.rehearsal.stack import Stack
from generator.template.capabilities import check_capabilities
from generator.template.errors import RequestRefused
from generator.template.pseudo_parameters import partition_of
from generator.template.template import Template, load

if TYPE_CHECKING:
    import boto3

    from generator.rehearsal.api_call import Double

STACK_NAME: Final = re.compile(r"[a-zA-Z][-a-zA-Z0-9]{0,127}")
ACCOUNT_ID: Final = "123456789012"


class StrictAccount:
    """An AWS double that refuses what AWS refuses; ``with StrictAccount() as account:``.

    ``region`` is where requests go that name none. Other accounts are reached by their id: they share nothing with
    this one but the process.
    """

    def __init__(self, account_id: str = ACCOUNT_ID, region: str = "us-east-1") -> None:
        self.account_id = account_id
        self.region = region
        self._entered: ExitStack | None = None
        self._places: dict[tuple[str, str], AccountRegion] = {}
        self._stacks: dict[tuple[str, str], dict[str, Stack]] = {}
        self._made = 0
        self.doubles: Mapping[tuple[str, str], Double] = {}
        """What answers API calls, by service and operation, before the doubles of all accounts: an organization's."""
        self.organization_of: Callable[[str], str] = lambda _: ""
        """The id of the organization that an account is in; empty where it is in none."""
        self.lock = RLock()
        """Held by each request of the CloudFormation API: the server has a thread per request."""

    def __enter__(self) -> Self:
        from moto import mock_aws

        from generator.rehearsal.cloudformation_api import answering
        from generator.rehearsal.dispatch import methods_found_once
        from generator.rehearsal.service_rules.object_requests import judged_by_policy

        self._entered = ExitStack()
        for part in (mock_aws(), answering(self), judged_by_policy(), methods_found_once()):
            self._entered.enter_context(part)
        self.reset()
        return self

    @property
    def entered(self) -> bool:
        """Whether the account is in use: between ``with`` and its end."""
        return self._entered is not None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._entered is not None:
            self._entered.close()
        self._entered = None

    def reset(self) -> None:
        """Empty every account and Region; sessions and clients stay usable."""
        from moto.core.base_backend import BackendDict
        from moto.core.model_instances import reset_model_data

        BackendDict.reset()
        reset_model_data()
        for place in self._places.values():
            place.unmodelled.clear()
        self._stacks.clear()
        self._made = 0

    def snapshot(self) -> Snapshot:
        """What every account and Region holds now, for ``restore``."""
        state = {
            "unmodelled": {key: place.unmodelled for key, place in self._places.items()},
            "stacks": self._stacks,
            "made": self._made,
        }
        templates = [stack.template for stacks in self._stacks.values() for stack in stacks.values()]
        return take_snapshot(state, (self, *self._places.values(), *templates))

    def restore(self, snapshot: Snapshot) -> None:
        """Make every account and Region hold what they held; ids and ARNs are the same, the objects are not: ask for stacks anew."""
        self.reset()
        state = snapshot.put_back()
        for key, unmodelled in state["unmodelled"].items():
            self._places[key].unmodelled.update(unmodelled)
        self._stacks.update(state["stacks"])
        self._made = state["made"]

    def account_region(self, region: str | None = None, account_id: str | None = None) -> AccountRegion:
        """One account (this one unless named) in one Region."""
        key = (account_id or self.account_id, region or self.region)
        if key not in self._places:
            self._places[key] = AccountRegion(self, *key)
        return self._places[key]

    def session(self, region: str | None = None, account_id: str | None = None) -> "boto3.Session":
        """A boto3 session; its calls are judged by the service rules like the engine's own."""
        return self.account_region(region, account_id).session

    def create_stack(  # noqa: PLR0913  # the members of CreateStack
        self,
        name: str,
        template_text: str,
        parameters: Mapping[str, Any] | None = None,
        capabilities: Sequence[str] = (),
        *,
        region: str | None = None,
        account_id: str | None = None,
        disable_rollback: bool = False,
        tags: Mapping[str, str] | None = None,
        order: Sequence[str] = (),
        most: int | None = None,
        on_event: OnEvent | None = None,
    ) -> Stack:
        """Create a stack and return it in its end state; RequestRefused if AWS would not begin.

        ``order`` lists logical ids to be made first (as far as their dependencies allow); see ``orders``. A stack of which only the
        first ``most`` resources are made stays CREATE_IN_PROGRESS.
        """
        place = self.account_region(region, account_id)
        if not STACK_NAME.fullmatch(name):
            raise RequestRefused(
                f"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must "
                f"satisfy regular expression pattern: {STACK_NAME.pattern}"
            )
        if self._find(name, place) is not None:
            raise RequestRefused(f"Stack [{name}] already exists", code="AlreadyExistsException")
        template = load(template_text)
        check_capabilities(template, capabilities)
        stack_id = self._new_stack_id(name, place)
        plan = self._plan(template, parameters or {}, place, name, stack_id)
        stack = Stack(
            name,
            stack_id,
            place.account_id,
            place.region,
            template,
            dict(plan.parameters),
            tuple(capabilities),
            disable_rollback,
            dict(tags or {}),
        )
        self._stacks_of(place)[stack_id] = stack
        wanted = [item for item in order if item in plan.resources]
        full_order = [*wanted, *(item for item in plan.order if item not in wanted)][:most]
        deployment.create(place, plan, Journal(stack, on_event), full_order, self._exports(place, but=stack))
        return stack

    def update_stack(  # noqa: PLR0913  # the members of UpdateStack
        self,
        name: str,
        template_text: str | None = None,
        parameters: Mapping[str, Any] | None = None,
        capabilities: Sequence[str] = (),
        *,
        region: str | None = None,
        account_id: str | None = None,
        on_event: OnEvent | None = None,
    ) -> Stack:
        """Update a stack; without a template the previous one, and each parameter that is not given keeps its value."""
        place = self.account_region(region, account_id)
        stack = self.stack(name, region=region, account_id=account_id)
        if not stack.status.endswith("_COMPLETE") or stack.status in {"ROLLBACK_COMPLETE", "DELETE_COMPLETE"}:
            raise RequestRefused(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")
        template = stack.template if template_text is None else load(template_text)
        check_capabilities(template, capabilities)
        kept = {key: value for key, value in stack.parameters.items() if key in template.parameters}
        plan = self._plan(template, {**kept, **(parameters or {})}, place, stack.name, stack.stack_id)
        stack_update.update(place, plan, Journal(stack, on_event), self._exports(place, but=stack))
        return stack

    def delete_stack(
        self,
        name: str,
        *,
        region: str | None = None,
        account_id: str | None = None,
        on_event: OnEvent | None = None,
    ) -> Stack | None:
        """Delete a stack; None if there is none, which AWS does not call an error."""
        place = self.account_region(region, account_id)
        stack = self._find(name, place)
        if stack is not None:
            deployment.delete(place, Journal(stack, on_event), self._importers(stack, place))
        return stack

    def stack(self, name: str, *, region: str | None = None, account_id: str | None = None) -> Stack:
        """A live stack by name, or any by id; RequestRefused if there is none."""
        place = self.account_region(region, account_id)
        stack = self._find(name, place)
        if stack is None:
            raise RequestRefused(f"Stack with id {name} does not exist")
        return stack

    def stacks(self, *, region: str | None = None, account_id: str | None = None) -> tuple[Stack, ...]:
        """All stacks of an account and Region, deleted ones too, oldest first."""
        return tuple(self._stacks_of(self.account_region(region, account_id)).values())

    def plan(
        self,
        template_text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        region: str | None = None,
        account_id: str | None = None,
    ) -> Plan:
        """What a stack would make, without making it; RequestRefused as for ``create_stack``."""
        place = self.account_region(region, account_id)
        return self._plan(load(template_text), parameters or {}, place, "plan", self._stack_id("plan", place, 0))

    def _plan(
        self, template: Template, parameters: Mapping[str, Any], place: AccountRegion, name: str, stack_id: str
    ) -> Plan:
        def imported(export: str) -> str:
            for other in self._live_stacks(place):
                for output in other.outputs.values():
                    if output.export == export:
                        place.store("imports").setdefault(export, set()).add(stack_id)
                        return output.value
            raise RequestRefused(f"No export named {export} found.")

        return make_plan(template, parameters, Target(place, name, stack_id, imported))

    def _exports(self, place: AccountRegion, *, but: Stack) -> dict[str, str]:
        return {
            output.export: stack.name
            for stack in self._live_stacks(place)
            if stack is not but
            for output in stack.outputs.values()
            if output.export
        }

    def _importers(self, stack: Stack, place: AccountRegion) -> list[str]:
        exported = {output.export for output in stack.outputs.values() if output.export}
        ids = {stack_id for export in exported for stack_id in place.store("imports").get(export, ())}
        return [other.name for other in self._live_stacks(place) if other.stack_id in ids and other is not stack]

    def _stacks_of(self, place: AccountRegion) -> dict[str, Stack]:
        return self._stacks.setdefault((place.account_id, place.region), {})

    def _live_stacks(self, place: AccountRegion) -> Iterable[Stack]:
        return [stack for stack in self._stacks_of(place).values() if stack.live]

    def _find(self, name: str, place: AccountRegion) -> Stack | None:
        by_id = self._stacks_of(place).get(name)
        return by_id or next((stack for stack in self._live_stacks(place) if stack.name == name), None)

    def _new_stack_id(self, name: str, place: AccountRegion) -> str:
        self._made += 1
        return self._stack_id(name, place, self._made)

    def _stack_id(self, name: str, place: AccountRegion, number: int) -> str:
        unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{place.account_id}/{place.region}/{name}/{number}")
        partition = partition_of(place.region)
        return f"arn:{partition}:cloudformation:{place.region}:{place.account_id}:stack/{name}/{unique}"
