"""Stack sets as resources: the set, then its instances, group by group, each operation followed to its end.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.rehearsal.resource_types.resource_type import NotModelled, Resource, ResourceType
from generator.template.errors import RequestRefused

SETTINGS: Final = (
    "AutoDeployment",
    "CallAs",
    "Capabilities",
    "Description",
    "ManagedExecution",
    "Parameters",
    "PermissionModel",
    "TemplateBody",
    "TemplateURL",
)
MOST_POLLS: Final = 200_000
OPPOSITE: Final = {"INTERSECTION": "DIFFERENCE", "DIFFERENCE": "INTERSECTION"}


@dataclass(frozen=True)
class Target:
    """What a group of stack instances says of one OU; lists as JSON, to be compared."""

    filter: str
    accounts: tuple[str, ...]
    overrides: str

    def targets(self, unit: str) -> dict[str, Any]:
        """As DeploymentTargets."""
        refined = {"Accounts": list(self.accounts), "AccountFilterType": self.filter} if self.accounts else {}
        return {"OrganizationalUnitIds": [unit], **refined}


Targets = dict[tuple[str, str], Target]
"""By OU and Region."""


def _targets(properties: Mapping[str, Any]) -> Targets:
    found: Targets = {}
    for group in properties.get("StackInstancesGroup", ()):
        given = group["DeploymentTargets"]
        units, kind = given.get("OrganizationalUnitIds", ()), given.get("AccountFilterType")
        accounts = tuple(sorted(given.get("Accounts", ())))
        if not units:
            raise RequestRefused(
                "Invalid request provided: OrganizationalUnitIds are required for a SERVICE_MANAGED stack set"
            )
        # The resource type knows no UNION, whatever its schema says.
        if accounts and kind not in {"INTERSECTION", "DIFFERENCE"}:
            raise RequestRefused(
                "Invalid request provided: AccountFilterType should be specified when both OrganizationalUnitIds and "
                "Accounts are provided"
            )
        if given.get("AccountsUrl"):
            raise NotModelled("property AccountsUrl of a group of stack instances is not modelled")
        overrides = json.dumps(group.get("ParameterOverrides", []), sort_keys=True)
        for unit in units:
            for region in group["Regions"]:
                if (unit, region) in found:
                    raise RequestRefused(
                        f"Invalid request provided: {unit} and {region} are in two groups of stack instances"
                    )
                found[unit, region] = Target(kind or "NONE", accounts, overrides)
    return found


def _settings(resource: Resource) -> dict[str, Any]:
    if resource.properties["PermissionModel"] != "SERVICE_MANAGED":
        raise NotModelled("self-managed stack sets are not modelled (PermissionModel)")
    return resource.pick(*SETTINGS, "Tags")


def _called(resource: Resource) -> dict[str, Any]:
    return {"StackSetName": resource.properties["StackSetName"], **resource.pick("CallAs")}


def _create(resource: Resource) -> str:
    wanted = _targets(resource.properties)
    made = resource.call("cloudformation", "create_stack_set", **_called(resource), **_without_call_as(resource))
    resource.physical_id = str(made["StackSetId"])
    _create_instances(resource, wanted, wanted)
    return resource.physical_id


def _without_call_as(resource: Resource) -> dict[str, Any]:
    return {name: value for name, value in _settings(resource).items() if name != "CallAs"}


def _by_unit(targets: Targets, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, Target], list[str]]:
    found: dict[tuple[str, Target], list[str]] = {}
    for unit, region in pairs:
        found.setdefault((unit, targets[unit, region]), []).append(region)
    return found


def _create_instances(resource: Resource, targets: Targets, pairs: Iterable[tuple[str, str]]) -> None:
    for (unit, target), regions in _by_unit(targets, pairs).items():
        overrides = json.loads(target.overrides)
        _follow(
            resource,
            "create_stack_instances",
            DeploymentTargets=target.targets(unit),
            Regions=regions,
            **({"ParameterOverrides": overrides} if overrides else {}),
        )


def _delete_instances(resource: Resource, unit: str, regions: list[str], target: Target | None = None) -> None:
    chosen = {"OrganizationalUnitIds": [unit]} if target is None else target.targets(unit)
    _follow(resource, "delete_stack_instances", DeploymentTargets=chosen, Regions=regions, RetainStacks=False)


def _follow(resource: Resource, operation: str, **parameters: Any) -> None:
    """Begin an operation and ask after it until it ends; one that failed fails the resource."""
    preferences = dict(resource.properties.get("OperationPreferences", {}))
    if "RegionOrder" in preferences and "Regions" in parameters:
        order = [region for region in preferences["RegionOrder"] if region in parameters["Regions"]]
        preferences["RegionOrder"] = [*order, *(each for each in parameters["Regions"] if each not in order)]
    given = {"OperationPreferences": preferences} if preferences else {}
    begun = resource.call("cloudformation", operation, **_called(resource), **parameters, **given)["OperationId"]
    for _ in range(MOST_POLLS):
        answer = resource.call(
            "cloudformation", "describe_stack_set_operation", **_called(resource), OperationId=begun
        )["StackSetOperation"]
        if answer["Status"] == "SUCCEEDED":
            return
        if answer["Status"] in {"FAILED", "STOPPED"}:
            raise RequestRefused(_why(resource, begun, answer["Status"]))
    raise RequestRefused(f"Stack set operation [{begun}] did not end")


def _why(resource: Resource, operation: str, status: str) -> str:
    failed = resource.call(
        "cloudformation",
        "list_stack_set_operation_results",
        **_called(resource),
        OperationId=operation,
        Filters=[{"Name": "OPERATION_RESULT_STATUS", "Values": "FAILED"}],
    )["Summaries"]
    first = f": {failed[0]['Account']} {failed[0]['Region']}: {failed[0]['StatusReason']}" if failed else ""
    return f"Stack set operation [{operation}] was unexpectedly stopped or failed ({status}){first}"


def _update(resource: Resource) -> None:
    """What is no longer targeted goes, the set changes, what is new comes."""
    before, after = _targets(resource.old_properties), _targets(resource.properties)
    for unit, regions in _regions_by_unit(pair for pair in before if pair not in after).items():
        _delete_instances(resource, unit, regions)
    both = [pair for pair in after if pair in before and after[pair] != before[pair]]
    for (unit, target), regions in _by_unit(after, both).items():
        if target.filter in OPPOSITE:
            left_out = Target(OPPOSITE[target.filter], target.accounts, target.overrides)
            _delete_instances(resource, unit, regions, left_out)
    compared = (*SETTINGS, "Tags")
    if any(resource.properties.get(name) != resource.old_properties.get(name) for name in compared):
        settings = _without_call_as(resource)
        _follow(resource, "update_stack_set", **settings)
    _create_instances(resource, after, [pair for pair in after if before.get(pair) != after[pair]])


def _regions_by_unit(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit, region in pairs:
        found.setdefault(unit, []).append(region)
    return found


def _delete(resource: Resource) -> None:
    """Every instance that there is, also those of accounts that came later; then the set."""
    called = _called(resource)
    listed = resource.account.client("cloudformation").get_paginator("list_stack_instances").paginate(**called)
    found = [each for page in listed for each in page["Summaries"]]
    pairs = sorted({(each["OrganizationalUnitId"], each["Region"]) for each in found})
    for unit, regions in _regions_by_unit(pairs).items():
        _delete_instances(resource, unit, regions)
    resource.call("cloudformation", "delete_stack_set", **called)


ROWS = (
    ResourceType(
        "AWS::CloudFormation::StackSet",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=lambda resource: {"StackSetId": resource.physical_id},
        name_property="StackSetName",
    ),
)
