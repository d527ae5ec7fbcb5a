"""Change sets, which ``aws cloudformation deploy`` and the console use instead of CreateStack and UpdateStack.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from generator.template.errors import RequestRefused

if TYPE_CHECKING:
    from generator.rehearsal.account import StrictAccount
    from generator.rehearsal.account_region import AccountRegion
    from generator.rehearsal.stack import Stack


@dataclass
class ChangeSet:
    """A stack's creation or update that waits to be executed."""

    name: str
    stack_name: str
    kind: str
    """``CREATE`` or ``UPDATE``."""
    template_text: str | None
    parameters: Mapping[str, str]
    capabilities: Sequence[str]
    tags: Mapping[str, str]
    arn: str = ""
    status: str = "CREATE_COMPLETE"
    reason: str = ""
    execution_status: str = "AVAILABLE"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))


def create(place: "AccountRegion", made: ChangeSet) -> ChangeSet:
    """Keep the request and name it; what CreateStack would refuse is refused when the change set is executed."""
    store = place.store("change sets")
    key = f"{made.stack_name}/{made.name}"
    if key in store:
        raise RequestRefused(f"ChangeSet {made.name} already exists", code="AlreadyExistsException")
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{place.account_id}/{place.region}/{key}/{len(store)}")
    made.arn = f"arn:{place.partition}:cloudformation:{place.region}:{place.account_id}:changeSet/{made.name}/{unique}"
    if made.kind == "UPDATE":
        _mark_if_empty(made, place.owner.stack(made.stack_name, region=place.region, account_id=place.account_id))
    elif any(stack.live and stack.name == made.stack_name for stack in _stacks(place)):
        raise RequestRefused(
            f"Stack [{made.stack_name}] already exists and cannot be created again with the changeSet."
        )
    store[key] = made
    return made


def _stacks(place: "AccountRegion") -> "tuple[Stack, ...]":
    return place.owner.stacks(region=place.region, account_id=place.account_id)


def _mark_if_empty(made: ChangeSet, stack: "Stack") -> None:
    same_template = made.template_text in (None, stack.template.text)
    if same_template and all(stack.parameters.get(name) == value for name, value in made.parameters.items()):
        made.status, made.execution_status = "FAILED", "UNAVAILABLE"
        made.reason = (
            "The submitted information didn't contain changes. Submit different information to create a change set."
        )


def find(place: "AccountRegion", name: str, stack_name: str | None) -> ChangeSet:
    """By name and stack, or by ARN."""
    for made in place.store("change sets").values():
        if made.arn == name or (made.name == name and stack_name in {made.stack_name, None}):
            found: ChangeSet = made
            return found
    raise RequestRefused(f"ChangeSet [{name}] does not exist", code="ChangeSetNotFound")


def execute(account: "StrictAccount", place: "AccountRegion", made: ChangeSet) -> None:
    """Do what the change set says."""
    if made.execution_status != "AVAILABLE":
        raise RequestRefused(
            f"ChangeSet [{made.arn}] cannot be executed in its current status of [{made.status}]",
            code="InvalidChangeSetStatus",
        )
    where: dict[str, Any] = {"region": place.region, "account_id": place.account_id}
    if made.kind == "CREATE":
        text = made.template_text or ""
        account.create_stack(made.stack_name, text, made.parameters, made.capabilities, tags=made.tags, **where)
    else:
        account.update_stack(made.stack_name, made.template_text, made.parameters, made.capabilities, **where)
    made.execution_status = "EXECUTE_COMPLETE"


def delete(place: "AccountRegion", made: ChangeSet) -> None:
    """Forget it."""
    del place.store("change sets")[f"{made.stack_name}/{made.name}"]
