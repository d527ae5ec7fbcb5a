"""Operations on stack sets: started or queued, worked on round by round, stopped, and brought to their end.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.organization import instance_work
from generator.rehearsal.organization.preferences import concurrency, tolerance
from generator.rehearsal.organization.quotas import CONCURRENT_INSTANCES
from generator.rehearsal.organization.stack_set import Operation, Place, Result, StackInstance, StackSet

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

CANCELLED_BY_FAILURES: Final = "Cancelled since failure tolerance has exceeded"
CANCELLED_BY_USER: Final = "Cancelled by user"


def seen_before(call: Call, stack_set: StackSet) -> Operation | None:
    """The operation that the same request with the same OperationId began; refused where the request is another one."""
    operation_id = str(call.parameters["OperationId"])
    found = stack_set.operations.get(operation_id)
    if found is not None and found.request != (call.operation, dict(call.parameters)):
        raise call.refuse(
            "OperationIdAlreadyExistsException", f"The specified operation ID already exists: {operation_id}"
        )
    return found


def check_free(call: Call, stack_set: StackSet) -> None:
    """Without managed execution one operation at a time."""
    if not stack_set.managed_execution and any(each.running for each in stack_set.operations.values()):
        raise call.refuse(
            "OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress"
        )


def new_operation(
    organization: "StrictOrganization",
    stack_set: StackSet,
    action: str,
    places: Iterable[tuple[Place, str]],
    call: Call | None = None,
    preferences: dict[str, Any] | None = None,
) -> Operation:
    """An operation on ``places``, each with the OU it was targeted by; it is part of the set, and runs or is queued."""
    results = {place: Result(unit) for place, unit in places}
    given = dict(preferences or {})
    parameters = {} if call is None else dict(call.parameters)
    operation = Operation(
        operation_id=str(parameters.get("OperationId") or organization.ids.new(stack_set.name)),
        action=action,
        work=_work(results, given.get("RegionOrder") or parameters.get("Regions") or ()),
        preferences=given,
        created=organization.clock.time(),
        deployment_targets=parameters.get("DeploymentTargets") or {},
        automatic=call is None,
        results=results,
        totals=dict(Counter(region for _, region in results)),
        request=None if call is None else (call.operation, parameters),
    )
    if not _waits(stack_set, operation):
        operation.status = "RUNNING"
    stack_set.operations[operation.operation_id] = operation
    for place in results:
        instance = stack_set.instances.get(place)
        if instance is not None:
            instance.detailed, instance.operation = "PENDING", operation.operation_id
    return operation


def _work(results: dict[Place, Result], order: Sequence[str]) -> dict[str, list[str]]:
    work: dict[str, list[str]] = {region: [] for region in order}
    for account, region in results:
        work.setdefault(region, []).append(account)
    return {region: accounts[::-1] for region, accounts in work.items() if accounts}


def _waits(stack_set: StackSet, operation: Operation) -> bool:
    """Whether an operation that began before is in the way."""
    for other in stack_set.operations.values():
        if other is operation:
            return False
        if other.running and (not stack_set.managed_execution or other.status == "QUEUED" or other.meets(operation)):
            return True
    return False


def step(organization: "StrictOrganization") -> None:
    """One round of everything that runs; what was queued behind what ends begins in the next."""
    for stack_set in list(organization.stack_sets):
        for operation in list(stack_set.operations.values()):
            if operation.status == "QUEUED":
                if not _waits(stack_set, operation) and not _precedes(organization, operation):
                    operation.status = "RUNNING"
            elif operation.running:
                _round(organization, stack_set, operation)


def _precedes(organization: "StrictOrganization", operation: Operation) -> bool:
    """Whether a stack set that this one depends on still deploys automatically."""
    return any(
        other.automatic and other.running
        for stack_set in organization.stack_sets
        if stack_set.arn in operation.follows
        for other in stack_set.operations.values()
    )


def _round(organization: "StrictOrganization", stack_set: StackSet, operation: Operation) -> None:
    """What is at work comes to its end, and the next begin."""
    for region in list(operation.at_work):
        _finish(organization, stack_set, operation, region)
    if operation.status == "STOPPING":
        _cancel(stack_set, operation, list(operation.work), CANCELLED_BY_USER)
        _end(organization, stack_set, operation, "STOPPED")
        return
    for region in list(operation.work):
        if operation.at_work and not _parallel(operation):
            break
        _begin(stack_set, operation, region)
    if not operation.work and not operation.at_work:
        exceeded = any(_exceeded(operation, region) for region in operation.totals)
        _end(organization, stack_set, operation, "FAILED" if exceeded else "SUCCEEDED")


def _parallel(operation: Operation) -> bool:
    return operation.automatic or operation.preferences.get("RegionConcurrencyType") == "PARALLEL"


def _exceeded(operation: Operation, region: str) -> bool:
    failures = operation.failures.get(region, 0)
    return not operation.automatic and failures > tolerance(operation.preferences, operation.totals[region])


def _begin(stack_set: StackSet, operation: Operation, region: str) -> None:
    total, failures = operation.totals[region], operation.failures.get(region, 0)
    most = CONCURRENT_INSTANCES if operation.automatic else concurrency(operation.preferences, total, failures)
    accounts = operation.work[region]
    batch = [accounts.pop() for _ in range(min(most, len(accounts)))]
    for account in batch:
        operation.results[account, region].status = "RUNNING"
        if (account, region) in stack_set.instances:
            stack_set.instances[account, region].detailed = "RUNNING"
    operation.at_work[region] = batch
    if not accounts:
        del operation.work[region]


def _finish(organization: "StrictOrganization", stack_set: StackSet, operation: Operation, region: str) -> None:
    for account in operation.at_work.pop(region):
        result = operation.results[account, region]
        instance_work.work(organization, stack_set, operation, (account, region), result)
        if result.status == "FAILED":
            operation.failures[region] = operation.failures.get(region, 0) + 1
    if _exceeded(operation, region):
        left = [region] if _parallel(operation) else list(operation.work)
        _cancel(stack_set, operation, left, CANCELLED_BY_FAILURES)


def _cancel(stack_set: StackSet, operation: Operation, regions: Sequence[str], reason: str) -> None:
    for region in regions:
        for account in reversed(operation.work.pop(region, [])):
            result = operation.results[account, region]
            result.status, result.reason = "CANCELLED", reason
            instance = stack_set.instances.get((account, region))
            if instance is not None:
                _mark_cancelled(instance, operation, reason)


def _mark_cancelled(instance: StackInstance, operation: Operation, reason: str) -> None:
    instance.detailed = "CANCELLED"
    if operation.action in {"CREATE", "UPDATE"}:
        instance.status, instance.reason = "OUTDATED", reason


def _end(organization: "StrictOrganization", stack_set: StackSet, operation: Operation, status: str) -> None:
    operation.status = status
    operation.ended = organization.clock.time()
    if status == "FAILED":
        operation.reason = "Failure tolerance of the operation was exceeded"
    if operation.action == "DETECT_DRIFT" and status != "STOPPED":
        instance_work.summarize_drift(stack_set, operation, operation.ended)


def running(organization: "StrictOrganization") -> bool:
    """Whether anything is not at its end."""
    return any(operation.running for each in organization.stack_sets for operation in each.operations.values())
