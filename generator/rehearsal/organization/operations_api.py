"""Operations on stack sets watched, stopped and, for drift, begun; and trusted access.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackSetOperation.html
"""

from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization import operations, preferences
from generator.rehearsal.organization.paging import page
from generator.rehearsal.organization.requests import INVALID, PAGE, check_caller, find_operation, find_set
from generator.rehearsal.organization.service_access import STACK_SETS
from generator.rehearsal.organization.stack_set import Operation, Place, Result, StackSet

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization


def describe(organization: "StrictOrganization", call: Call) -> Answer:
    """After one more round of work: who asks again and again sees it proceed."""
    stack_set = find_set(organization, call)
    operation = find_operation(call, stack_set)
    organization.step()
    answer = {**_summary(operation), "StackSetId": stack_set.set_id, "OperationPreferences": operation.preferences}
    if operation.deployment_targets:
        answer["DeploymentTargets"] = operation.deployment_targets
    if operation.action == "DELETE":
        answer["RetainStacks"] = operation.retain
    if operation.action == "DETECT_DRIFT":
        answer["StackSetDriftDetectionDetails"] = _drift(stack_set, operation)
    return {"StackSetOperation": answer}


def _drift(stack_set: StackSet, operation: Operation) -> dict[str, Any]:
    if not operation.running and stack_set.drift:
        return stack_set.drift
    waiting = sum(result.status in {"PENDING", "RUNNING"} for result in operation.results.values())
    return {
        "DriftDetectionStatus": "IN_PROGRESS" if operation.running else "STOPPED",
        "TotalStackInstancesCount": len(operation.results),
        "InProgressStackInstancesCount": waiting,
    }


def _summary(operation: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "OperationId": operation.operation_id,
        "Action": operation.action,
        "Status": operation.status,
        "CreationTimestamp": operation.created,
        "StatusDetails": {"FailedStackInstancesCount": sum(operation.failures.values())},
    }
    if operation.ended:
        answer["EndTimestamp"] = operation.ended
    if operation.reason:
        answer["StatusReason"] = operation.reason
    return answer


def list_all(organization: "StrictOrganization", call: Call) -> Answer:
    """Newest first, after one more round of work."""
    stack_set = find_set(organization, call)
    organization.step()
    found = list(stack_set.operations.values())[::-1]
    return page(
        call,
        "Summaries",
        found,
        PAGE,
        lambda each: {**_summary(each), "OperationPreferences": each.preferences},
        INVALID,
    )


def list_results(organization: "StrictOrganization", call: Call) -> Answer:
    """What it came to in each account and Region."""
    operation = find_operation(call, find_set(organization, call))
    wanted = {each["Values"] for each in call.parameters.get("Filters") or ()}
    found = list(operation.results.items())
    if wanted:
        found = [pair for pair in found if pair[1].status in wanted]
    return page(call, "Summaries", found, PAGE, _result, INVALID)


def _result(pair: tuple[Place, Result]) -> dict[str, Any]:
    (account, region), result = pair
    answer: dict[str, Any] = {
        "Account": account,
        "Region": region,
        "Status": result.status,
        "OrganizationalUnitId": result.unit,
    }
    if result.status in {"SUCCEEDED", "FAILED"}:
        answer["AccountGateResult"] = {"Status": "SKIPPED", "StatusReason": "Function not found"}
    if result.reason:
        answer["StatusReason"] = result.reason
    return answer


def stop(organization: "StrictOrganization", call: Call) -> Answer:
    """What is at work is finished, what waits is cancelled."""
    check_caller(organization, call)
    operation = find_operation(call, find_set(organization, call))
    if not operation.running:
        raise call.refuse(
            "InvalidOperationException",
            f"Operation {operation.operation_id} is in {operation.status} state and cannot be stopped",
        )
    operation.status = "STOPPING"
    return {}


def list_targets(organization: "StrictOrganization", call: Call) -> Answer:
    """The OUs, with their Regions, in which accounts get the stacks that come to them later."""
    stack_set = find_set(organization, call)
    found = sorted(stack_set.targets.items()) if stack_set.auto_deployment.get("Enabled") else []
    return page(
        call,
        "Summaries",
        found,
        PAGE,
        lambda pair: {"OrganizationalUnitId": pair[0], "Regions": sorted(pair[1])},
        INVALID,
    )


def detect_drift(organization: "StrictOrganization", call: Call) -> Answer:
    """Over all instances that have a stack; what has drifted, the test said."""
    check_caller(organization, call)
    stack_set = find_set(organization, call)
    if operations.seen_before(call, stack_set) is None:
        if any(each.running for each in stack_set.operations.values()):
            raise call.refuse(
                "OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress"
            )
        places = {place: it.unit for place, it in stack_set.instances.items() if it.stack_id}
        chosen = preferences.check(call, sorted({region for _, region in places}))
        operations.new_operation(organization, stack_set, "DETECT_DRIFT", places.items(), call, chosen)
    return {"OperationId": call.parameters["OperationId"]}


def activate(organization: "StrictOrganization", call: Call) -> Answer:
    """In the management account: Organizations then lists StackSets among its trusted services."""
    _check_management(organization, call)
    organization.access.trusted.setdefault(STACK_SETS, organization.clock.time())
    organization.access.stack_sets_activated = True
    return {}


def deactivate(organization: "StrictOrganization", call: Call) -> Answer:
    """Refused while delegated administrators are registered."""
    _check_management(organization, call)
    if organization.access.delegated.get(STACK_SETS):
        raise call.refuse("InvalidOperationException", "Deregister the delegated administrators of StackSets first")
    organization.access.trusted.pop(STACK_SETS, None)
    organization.access.stack_sets_activated = False
    return {}


def describe_access(organization: "StrictOrganization", call: Call) -> Answer:
    """Whether service-managed stack sets work."""
    if call.parameters.get("CallAs", "SELF") == "DELEGATED_ADMIN":
        check_caller(organization, call)
    else:
        _check_management(organization, call)
    return {"Status": "ENABLED" if organization.access.stack_sets else "DISABLED"}


def _check_management(organization: "StrictOrganization", call: Call) -> None:
    if call.account.account_id != organization.management:
        raise call.refuse(
            "InvalidOperationException",
            "Only the management account of an organization can manage organizations access",
        )


ANSWERS: Final = {
    ("cloudformation", "ActivateOrganizationsAccess"): activate,
    ("cloudformation", "DeactivateOrganizationsAccess"): deactivate,
    ("cloudformation", "DescribeOrganizationsAccess"): describe_access,
    ("cloudformation", "DescribeStackSetOperation"): describe,
    ("cloudformation", "DetectStackSetDrift"): detect_drift,
    ("cloudformation", "ListStackSetAutoDeploymentTargets"): list_targets,
    ("cloudformation", "ListStackSetOperationResults"): list_results,
    ("cloudformation", "ListStackSetOperations"): list_all,
    ("cloudformation", "StopStackSetOperation"): stop,
}
