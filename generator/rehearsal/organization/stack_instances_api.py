"""Stack instances made, changed, listed and deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization import operations, preferences, targets
from generator.rehearsal.organization.paging import page
from generator.rehearsal.organization.requests import INVALID, PAGE, check_caller, find_set, parameter_list
from generator.rehearsal.organization.stack_set import Operation, StackInstance, StackSet

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

NOT_FOUND: Final = "StackInstanceNotFoundException"


def _begun(organization: "StrictOrganization", call: Call) -> tuple[StackSet, Operation | None]:
    check_caller(organization, call)
    stack_set = find_set(organization, call)
    same = operations.seen_before(call, stack_set)
    if same is None:
        operations.check_free(call, stack_set)
    return stack_set, same


def create(organization: "StrictOrganization", call: Call) -> Answer:
    """In the accounts of OUs; those that have the instance already are brought to what the set says."""
    stack_set, same = _begun(organization, call)
    if same is not None:
        return {"OperationId": same.operation_id}
    wanted = targets.resolve(organization, call, creates=True)
    regions = targets.check_regions(organization, call)
    chosen = preferences.check(call, regions)
    overrides = _overrides(call, stack_set)
    places = {(account, region): unit for region in regions for account, unit in wanted.accounts.items()}
    if len(stack_set.instances.keys() | places.keys()) > organization.quotas.instances:
        raise call.refuse("LimitExceededException", "The quota for the number of stack instances has been reached")
    for place, unit in places.items():
        if place not in stack_set.instances:
            stack_set.instances[place] = StackInstance(*place, unit)
    for unit in wanted.units:
        stack_set.targets.setdefault(unit, set()).update(regions)
    operation = operations.new_operation(organization, stack_set, "CREATE", places.items(), call, chosen)
    operation.overrides = overrides
    return {"OperationId": operation.operation_id}


def update(organization: "StrictOrganization", call: Call) -> Answer:
    """The parameter overrides of instances that exist."""
    stack_set, same = _begun(organization, call)
    if same is not None:
        return {"OperationId": same.operation_id}
    wanted = targets.resolve(organization, call).accounts
    regions = targets.check_regions(organization, call)
    chosen = preferences.check(call, regions)
    places = {
        place: it.unit
        for place, it in stack_set.instances.items()
        if place[0] in wanted and place[1] in regions and it.status != "INOPERABLE"
    }
    if not places:
        raise call.refuse(NOT_FOUND, "The targets have no stack instances")
    operation = operations.new_operation(organization, stack_set, "UPDATE", places.items(), call, chosen)
    operation.overrides = _overrides(call, stack_set)
    return {"OperationId": operation.operation_id}


def delete(organization: "StrictOrganization", call: Call) -> Answer:
    """Those of the targets that exist; with RetainStacks the stacks stay and are the accounts' own."""
    stack_set, same = _begun(organization, call)
    if same is not None:
        return {"OperationId": same.operation_id}
    wanted = targets.resolve(organization, call)
    regions = targets.check_regions(organization, call)
    chosen = preferences.check(call, regions)
    beneath = {each for unit in wanted.units for each in organization.tree.beneath(unit)}

    def meant(it: StackInstance) -> bool:
        by_filter = {"INTERSECTION": it.account in wanted.named, "DIFFERENCE": it.account not in wanted.named}
        gone = it.account not in organization.tree.members
        return it.account in wanted.accounts or (gone and it.unit in beneath and by_filter.get(wanted.filter, True))

    found = [it for it in stack_set.instances.values() if it.region in regions and meant(it)]
    if wanted.filter in {"NONE", "UNION"}:
        for unit in wanted.units:
            _untarget(stack_set, unit, regions)
    places = [((it.account, it.region), it.unit) for it in found]
    operation = operations.new_operation(organization, stack_set, "DELETE", places, call, chosen)
    operation.retain = bool(call.parameters["RetainStacks"])
    return {"OperationId": operation.operation_id}


def _untarget(stack_set: StackSet, unit: str, regions: Iterable[str]) -> None:
    left = stack_set.targets.get(unit, set()).difference(regions)
    stack_set.targets.pop(unit, None)
    if left:
        stack_set.targets[unit] = left


def _overrides(call: Call, stack_set: StackSet) -> dict[str, str | None] | None:
    """The list that the instances get; None where the request has none; a value is None where the previous one stays."""
    given = call.parameters.get("ParameterOverrides")
    if given is None:
        return None
    unknown = sorted({item["ParameterKey"] for item in given} - stack_set.template.parameters.keys())
    if unknown:
        raise call.refuse(INVALID, f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    return {
        item["ParameterKey"]: None if item.get("UsePreviousValue") else str(item.get("ParameterValue", ""))
        for item in given
    }


FILTERS: Final[dict[str, Callable[[StackInstance], str]]] = {
    "DETAILED_STATUS": lambda it: it.detailed,
    "DRIFT_STATUS": lambda it: it.drift,
    "LAST_OPERATION_ID": lambda it: it.operation,
}


def list_all(organization: "StrictOrganization", call: Call) -> Answer:
    """Of one account, one Region, one status, or all."""
    stack_set, given = find_set(organization, call), call.parameters
    account, region = given.get("StackInstanceAccount"), given.get("StackInstanceRegion")
    wanted = [(FILTERS[each["Name"]], each["Values"]) for each in given.get("Filters") or ()]
    found: Iterable[StackInstance] = list(stack_set.instances.values())
    if account or region or wanted:
        found = (
            it
            for it in found
            if account in {None, it.account}
            and region in {None, it.region}
            and all(read(it) == value for read, value in wanted)
        )
    return page(call, "Summaries", found, PAGE, lambda it: _summary(stack_set, it), INVALID)


def describe(organization: "StrictOrganization", call: Call) -> Answer:
    """With its parameter overrides."""
    stack_set = find_set(organization, call)
    place = (str(call.parameters["StackInstanceAccount"]), str(call.parameters["StackInstanceRegion"]))
    it = stack_set.instances.get(place)
    if it is None:
        raise call.refuse(
            NOT_FOUND,
            f"Stack instance not found for stack set {stack_set.name} in account {place[0]} and Region {place[1]}",
        )
    overrides = parameter_list({**it.overrides})
    return {"StackInstance": {**_summary(stack_set, it), "ParameterOverrides": overrides}}


def _summary(stack_set: StackSet, it: StackInstance) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "StackSetId": stack_set.set_id,
        "Region": it.region,
        "Account": it.account,
        "Status": it.status,
        "StackInstanceStatus": {"DetailedStatus": it.detailed},
        "OrganizationalUnitId": it.unit,
        "DriftStatus": it.drift,
        "LastOperationId": it.operation,
    }
    if it.stack_id:
        answer["StackId"] = it.stack_id
    if it.reason:
        answer["StatusReason"] = it.reason
    if it.drift_checked:
        answer["LastDriftCheckTimestamp"] = it.drift_checked
    return answer


ANSWERS: Final = {
    ("cloudformation", "CreateStackInstances"): create,
    ("cloudformation", "DeleteStackInstances"): delete,
    ("cloudformation", "DescribeStackInstance"): describe,
    ("cloudformation", "ListStackInstances"): list_all,
    ("cloudformation", "UpdateStackInstances"): update,
}
