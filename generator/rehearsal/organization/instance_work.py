"""What an operation does in one account and Region: the set's template really deployed there, or only noted down.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from generator.rehearsal.organization.stack_set import Operation, Place, Result, StackInstance, StackSet
from generator.rehearsal.stack import Stack
from generator.template.errors import RequestRefused

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

NESTED: Final = "AWS::CloudFormation::Stack"
SUSPENDED: Final = "SKIPPED_SUSPENDED_ACCOUNT"
# A stack in one of these states cannot be updated: StackSets deletes it and makes it anew.
NEVER_MADE: Final = frozenset({"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"})


class InstanceFailed(Exception):
    """The stack could not be brought to what the set says; the message is the status reason."""


def work(
    organization: "StrictOrganization", stack_set: StackSet, operation: Operation, place: Place, result: Result
) -> None:
    """Create, update, delete or check one stack instance; note the outcome in it and in ``result``."""
    instance = stack_set.instances.get(place)
    if instance is None and operation.action == "CREATE":
        instance = stack_set.instances[place] = StackInstance(*place, result.unit, operation=operation.operation_id)
    if instance is None:
        result.status = "SUCCEEDED"
        return
    member = organization.tree.members.get(place[0])
    if member is not None and member.status != "ACTIVE" and not operation.retain:
        instance.detailed, instance.reason = SUSPENDED, "The account is suspended"
        result.status, result.reason = "CANCELLED", "The account is suspended"
        return
    try:
        _check_reachable(organization, operation, place)
        ACTIONS[operation.action](organization, stack_set, operation, instance)
    except InstanceFailed as failure:
        _fail(operation, instance, str(failure))
        result.status, result.reason = "FAILED", str(failure)
    else:
        instance.detailed, result.status = "SUCCEEDED", "SUCCEEDED"


def _fail(operation: Operation, instance: StackInstance, reason: str) -> None:
    instance.reason = reason
    instance.detailed = "FAILED"
    if operation.action == "DELETE":
        instance.status = instance.detailed = "INOPERABLE"
    elif operation.action in {"CREATE", "UPDATE"}:
        instance.status = "OUTDATED"


def _check_reachable(organization: "StrictOrganization", operation: Operation, place: Place) -> None:
    account, region = place
    if operation.retain:
        return
    reason = organization.failing.reason(account, region)
    if reason:
        raise InstanceFailed(reason)
    member = organization.tree.members.get(account)
    if member is not None and region not in member.regions:
        raise InstanceFailed(f"Region {region} is not enabled in account {account}")


def _deploy(organization: "StrictOrganization", stack_set: StackSet, operation: Operation, it: StackInstance) -> None:
    if operation.overrides is not None:
        known = {**stack_set.parameters, **it.overrides}
        it.overrides = {name: known[name] if new is None else new for name, new in operation.overrides.items()}
    nested = next((name for name, each in stack_set.template.resources.items() if each["Type"] == NESTED), None)
    if nested is not None:
        raise InstanceFailed(
            f"ResourceLogicalId:{nested}, ResourceType:{NESTED}, ResourceStatusReason:Stack sets with service-managed "
            "permissions do not support nested stacks"
        )
    values = {**stack_set.parameters, **_known(it.overrides, stack_set)}
    if organization.light:
        it.stack_id = it.stack_id or organization.ids.stack(it.account, it.region, _name(stack_set, it))
    else:
        _deploy_stack(organization, stack_set, it, values)
    it.status, it.reason, it.version = "CURRENT", "", stack_set.version


def _known(overrides: Mapping[str, str], stack_set: StackSet) -> dict[str, str]:
    return {name: value for name, value in overrides.items() if name in stack_set.template.parameters}


def _deploy_stack(
    organization: "StrictOrganization", stack_set: StackSet, it: StackInstance, values: Mapping[str, str]
) -> None:
    aws, text = organization.aws, stack_set.template.text
    stacks = aws.stacks(region=it.region, account_id=it.account)
    old = next((each for each in stacks if each.live and each.stack_id == it.stack_id), None)
    if old is not None and old.status in NEVER_MADE:
        aws.delete_stack(old.stack_id, region=it.region, account_id=it.account)
        old = None
    try:
        if old is not None:
            stack = aws.update_stack(
                old.stack_id, text, values, stack_set.capabilities, region=it.region, account_id=it.account
            )
        else:
            if sum(each.live for each in stacks) >= organization.quotas.stacks:
                raise InstanceFailed("Limit for stack has been exceeded")
            stack = aws.create_stack(
                _name(stack_set, it),
                text,
                values,
                stack_set.capabilities,
                region=it.region,
                account_id=it.account,
                tags=stack_set.tags,
            )
    except RequestRefused as refused:
        if "No updates are to be performed" in refused.message:
            return
        raise InstanceFailed(refused.message) from refused
    it.stack_id = stack.stack_id
    if stack.status not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        raise InstanceFailed(_reason(stack))


def _name(stack_set: StackSet, it: StackInstance) -> str:
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"{stack_set.set_id}/{it.account}/{it.region}")
    return f"StackSet-{stack_set.name}-{unique}"


def _reason(stack: Stack) -> str:
    """The first failure of the stack's last operation, as StackSets writes it."""
    starts = [number for number, event in enumerate(stack.events) if event.reason == "User Initiated"]
    for event in stack.events[starts[-1] if starts else 0 :]:
        if event.status.endswith("_FAILED"):
            return (
                f"ResourceLogicalId:{event.logical_id}, ResourceType:{event.type_name}, "
                f"ResourceStatusReason:{event.reason}"
            )
    return stack.status_reason or f"Stack {stack.stack_id} is in {stack.status} state"


def _delete(organization: "StrictOrganization", stack_set: StackSet, operation: Operation, it: StackInstance) -> None:
    if not operation.retain and not organization.light and it.stack_id:
        try:
            stack = organization.aws.delete_stack(it.stack_id, region=it.region, account_id=it.account)
        except RequestRefused as refused:
            raise InstanceFailed(refused.message) from refused
        if stack is not None and stack.live:
            raise InstanceFailed(_reason(stack))
    del stack_set.instances[it.account, it.region]


def _detect_drift(
    organization: "StrictOrganization", stack_set: StackSet, operation: Operation, it: StackInstance
) -> None:
    if not it.stack_id:
        raise InstanceFailed("The stack instance has no stack")
    it.drift = "DRIFTED" if (stack_set.name, it.account, it.region) in organization.drifted else "IN_SYNC"
    it.drift_checked = organization.clock.time()


ACTIONS: Final[dict[str, Callable[["StrictOrganization", StackSet, Operation, StackInstance], None]]] = {
    "CREATE": _deploy,
    "DELETE": _delete,
    "DETECT_DRIFT": _detect_drift,
    "UPDATE": _deploy,
}


def summarize_drift(stack_set: StackSet, operation: Operation, now: datetime) -> None:
    """The details of a drift detection that came to its end, in the stack set."""
    checked = [stack_set.instances[place] for place in operation.results if place in stack_set.instances]
    drifted = sum(each.drift == "DRIFTED" for each in checked)
    failed = sum(result.status == "FAILED" for result in operation.results.values())
    stack_set.drift = {
        "DriftStatus": "DRIFTED" if drifted else "IN_SYNC",
        "DriftDetectionStatus": "PARTIAL_SUCCESS" if failed else "COMPLETED",
        "LastDriftCheckTimestamp": now,
        "TotalStackInstancesCount": len(checked),
        "DriftedStackInstancesCount": drifted,
        "InSyncStackInstancesCount": sum(each.drift == "IN_SYNC" for each in checked),
        "InProgressStackInstancesCount": 0,
        "FailedStackInstancesCount": failed,
    }
