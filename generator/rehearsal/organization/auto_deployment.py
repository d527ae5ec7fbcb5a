"""Stacks that follow the accounts: made where an account comes into a target, deleted where it goes.

Account filters do not count here: whoever comes into a targeted OU gets the stacks. Overrides do not either.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""

from typing import TYPE_CHECKING

from generator.rehearsal.organization.operations import new_operation
from generator.rehearsal.organization.stack_set import Place, StackInstance, StackSet

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization


def follow(organization: "StrictOrganization", account_id: str) -> None:
    """Begin what is to be done after ``account_id`` joined, moved or left: first deletions, then creations."""
    active = [
        each for each in organization.stack_sets if each.status == "ACTIVE" and each.auto_deployment.get("Enabled")
    ]
    if not organization.access.stack_sets:
        return
    for stack_set in active:
        _delete(organization, stack_set, account_id)
    for stack_set in active:
        _create(organization, stack_set, account_id)


def _wanted(organization: "StrictOrganization", stack_set: StackSet, account_id: str) -> dict[Place, str]:
    """The places that the targets of a set give an account, each with its targeted OU."""
    member = organization.tree.members.get(account_id)
    if member is None or account_id == organization.management:
        return {}
    wanted: dict[Place, str] = {}
    for unit in organization.tree.above(member.parent):
        for region in sorted(stack_set.targets.get(unit, ())):
            wanted.setdefault((account_id, region), unit)
    return wanted


def _delete(organization: "StrictOrganization", stack_set: StackSet, account_id: str) -> None:
    wanted = _wanted(organization, stack_set, account_id)
    gone = {
        place: it.unit
        for place, it in stack_set.instances.items()
        if place[0] == account_id and wanted.get(place) != it.unit
    }
    if gone:
        operation = new_operation(organization, stack_set, "DELETE", gone.items())
        operation.retain = bool(stack_set.auto_deployment.get("RetainStacksOnAccountRemoval"))
        operation.deployment_targets = {"OrganizationalUnitIds": sorted(set(gone.values()))}


def _create(organization: "StrictOrganization", stack_set: StackSet, account_id: str) -> None:
    deletions = [each for each in stack_set.operations.values() if each.running and each.action == "DELETE"]
    leaving = {place for each in deletions for place in each.results}
    missing = {
        place: unit
        for place, unit in _wanted(organization, stack_set, account_id).items()
        if place not in stack_set.instances or place in leaving
    }
    if not missing:
        return
    for place, unit in missing.items():
        if place not in leaving:
            stack_set.instances[place] = StackInstance(*place, unit)
    operation = new_operation(organization, stack_set, "CREATE", missing.items())
    operation.deployment_targets = {"OrganizationalUnitIds": sorted(set(missing.values()))}
    operation.follows = tuple(stack_set.auto_deployment.get("DependsOn") or ())
    if operation.follows:
        operation.status = "QUEUED"
