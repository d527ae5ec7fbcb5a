"""Stack sets made, changed, described and deleted.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
"""

import re
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization import operations, preferences, targets
from generator.rehearsal.organization.paging import page
from generator.rehearsal.organization.requests import (
    INVALID,
    PAGE,
    check_caller,
    find_set,
    given_parameters,
    parameter_list,
    sets_of,
    template_text,
)
from generator.rehearsal.organization.service_access import STACK_SETS
from generator.rehearsal.organization.stack_set import Place, StackSet
from generator.rehearsal.organization.stack_set_settings import (
    auto_deployment,
    checked_template,
    new_text,
    set_managed_execution,
)

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

NAME: Final = re.compile(r"[a-zA-Z][-a-zA-Z0-9]{0,127}")


def create(organization: "StrictOrganization", call: Call) -> Answer:
    """The set alone, without instances; the same request again gives the same set."""
    given = call.parameters
    if given.get("PermissionModel") != "SERVICE_MANAGED":
        raise call.refuse(INVALID, "The rehearsed organization has service-managed stack sets only (PermissionModel)")
    check_caller(organization, call)
    name = str(given["StackSetName"])
    if not NAME.fullmatch(name):
        raise call.refuse(
            INVALID,
            f"1 validation error detected: Value '{name}' at 'stackSetName' failed to satisfy constraint: Member must "
            f"satisfy regular expression pattern: {NAME.pattern}",
        )
    same = _same_name(organization, call, name)
    if same is not None:
        return {"StackSetId": same.set_id}
    text = template_text(organization, call)
    if text is None:
        raise call.refuse(INVALID, "Either Template URL or Template Body must be specified.")
    values = given_parameters(call, "Parameters", {})
    template = checked_template(call, text, values)
    if sum(each.status == "ACTIVE" for each in sets_of(organization, call)) >= organization.quotas.stack_sets:
        raise call.refuse("LimitExceededException", "The quota for the number of stack sets has been reached")
    unique = organization.ids.new(name)
    made = StackSet(
        name=name,
        set_id=f"{name}:{unique}",
        arn=organization.ids.stack_set(call.account.region, f"{name}:{unique}"),
        home=call.account.region,
        template=template,
        parameters=values,
        capabilities=tuple(given.get("Capabilities") or ()),
        auto_deployment=auto_deployment(organization, call, None),
        managed_execution=bool((given.get("ManagedExecution") or {}).get("Active")),
        description=str(given.get("Description", "")),
        tags={tag["Key"]: tag["Value"] for tag in given.get("Tags") or ()},
        token=str(given.get("ClientRequestToken", "")),
        request=dict(given),
    )
    organization.stack_sets.append(made)
    return {"StackSetId": made.set_id}


def _same_name(organization: "StrictOrganization", call: Call, name: str) -> StackSet | None:
    for each in sets_of(organization, call):
        if each.name != name or each.status != "ACTIVE":
            continue
        if (
            each.token
            and each.token == call.parameters.get("ClientRequestToken")
            and each.request == dict(call.parameters)
        ):
            if each.version > 1:
                raise call.refuse(
                    "CreatedButModifiedException",
                    f"StackSet {name} was created by this request and has been modified since",
                )
            return each
        raise call.refuse("NameAlreadyExistsException", f"StackSet {name} already exists")
    return None


def update(organization: "StrictOrganization", call: Call) -> Answer:
    """Template, parameters and settings; then the instances that the request names, or all of them."""
    check_caller(organization, call)
    stack_set = find_set(organization, call)
    if operations.seen_before(call, stack_set):
        return {"OperationId": call.parameters["OperationId"]}
    operations.check_free(call, stack_set)
    places = _updated_places(organization, call, stack_set)
    regions = list(dict.fromkeys(region for (_, region), _ in places))
    chosen = preferences.check(call, call.parameters.get("Regions") or regions)
    values = given_parameters(call, "Parameters", stack_set.parameters)
    template = checked_template(call, new_text(organization, call, stack_set), values)
    follows = auto_deployment(organization, call, stack_set.auto_deployment)
    set_managed_execution(call, stack_set)
    if (template.text, values) != (stack_set.template.text, stack_set.parameters):
        stack_set.version += 1
        for instance in stack_set.instances.values():
            if instance.status != "INOPERABLE":
                instance.status = "OUTDATED"
    stack_set.template, stack_set.parameters, stack_set.auto_deployment = template, values, follows
    stack_set.capabilities = tuple(call.parameters.get("Capabilities") or ())
    stack_set.description = str(call.parameters.get("Description", stack_set.description))
    if "Tags" in call.parameters:
        stack_set.tags = {tag["Key"]: tag["Value"] for tag in call.parameters["Tags"]}
    operation = operations.new_operation(organization, stack_set, "UPDATE", places, call, chosen)
    return {"OperationId": operation.operation_id}


def _updated_places(organization: "StrictOrganization", call: Call, stack_set: StackSet) -> list[tuple[Place, str]]:
    given = call.parameters
    named = [name for name in ("DeploymentTargets", "Regions") if given.get(name)]
    if named and "AutoDeployment" in given:
        raise call.refuse(INVALID, f"AutoDeployment cannot be specified together with {' and '.join(named)}")
    if len(named) == 1:
        raise call.refuse(INVALID, "DeploymentTargets and Regions must be specified together")
    working = {place: it.unit for place, it in stack_set.instances.items() if it.status != "INOPERABLE"}
    if not named:
        return list(working.items())
    wanted = targets.resolve(organization, call).accounts
    regions = targets.check_regions(organization, call)
    found = [(place, unit) for place, unit in working.items() if place[0] in wanted and place[1] in regions]
    if not found:
        raise call.refuse("StackInstanceNotFoundException", "The targets have no stack instances")
    return found


def describe(organization: "StrictOrganization", call: Call) -> Answer:
    """With its template."""
    stack_set = find_set(organization, call)
    answer = {
        **_summary(stack_set),
        "TemplateBody": stack_set.template.text,
        "Parameters": parameter_list(stack_set.parameters),
        "Capabilities": list(stack_set.capabilities),
        "Tags": [{"Key": key, "Value": value} for key, value in stack_set.tags.items()],
        "StackSetARN": stack_set.arn,
        "StackSetDriftDetectionDetails": stack_set.drift or {"DriftStatus": "NOT_CHECKED"},
        "OrganizationalUnitIds": sorted(stack_set.targets),
        "Regions": sorted({region for _, region in stack_set.instances}),
    }
    for only_in_summary in ("DriftStatus", "LastDriftCheckTimestamp"):
        answer.pop(only_in_summary, None)
    return {"StackSet": answer}


def _summary(stack_set: StackSet) -> dict[str, Any]:
    answer = {
        "StackSetName": stack_set.name,
        "StackSetId": stack_set.set_id,
        "Status": stack_set.status,
        "AutoDeployment": stack_set.auto_deployment,
        "PermissionModel": "SERVICE_MANAGED",
        "DriftStatus": stack_set.drift.get("DriftStatus", "NOT_CHECKED"),
        "ManagedExecution": {"Active": stack_set.managed_execution},
    }
    if stack_set.description:
        answer["Description"] = stack_set.description
    if stack_set.drift:
        answer["LastDriftCheckTimestamp"] = stack_set.drift["LastDriftCheckTimestamp"]
    return answer


def list_all(organization: "StrictOrganization", call: Call) -> Answer:
    """Those of the Region, deleted ones too unless Status says otherwise; a member as SELF has none."""
    caller, wanted = call.account.account_id, call.parameters.get("Status")
    as_delegated = call.parameters.get("CallAs", "SELF") == "DELEGATED_ADMIN"
    if as_delegated and caller not in organization.access.delegated.get(STACK_SETS, {}):
        raise call.refuse(INVALID, "Account used is not a delegated administrator")
    shown = as_delegated or caller == organization.management
    found = [each for each in sets_of(organization, call) if shown and wanted in {None, each.status}]
    return page(call, "Summaries", found, PAGE, _summary, INVALID)


def delete(organization: "StrictOrganization", call: Call) -> Answer:
    """An empty one, at rest."""
    stack_set = find_set(organization, call)
    if any(each.running for each in stack_set.operations.values()):
        raise call.refuse(
            "OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress"
        )
    if stack_set.instances:
        raise call.refuse("StackSetNotEmptyException", "StackSet is not empty")
    stack_set.status = "DELETED"
    return {}


ANSWERS: Final = {
    ("cloudformation", "CreateStackSet"): create,
    ("cloudformation", "DeleteStackSet"): delete,
    ("cloudformation", "DescribeStackSet"): describe,
    ("cloudformation", "ListStackSets"): list_all,
    ("cloudformation", "UpdateStackSet"): update,
}
