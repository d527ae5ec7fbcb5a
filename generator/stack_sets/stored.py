"""Stack sets and their instances as AWS has them, read in pages.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSet.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.model import BadInput
from generator.stack_sets.definition import PREFIX
from generator.stack_sets.refusals import Refused
from generator.stack_sets.service import StackSets

FAILED: Final = frozenset({"FAILED", "CANCELLED", "FAILED_IMPORT", "SKIPPED_SUSPENDED_ACCOUNT"})
UNDER_WAY: Final = frozenset({"RUNNING", "QUEUED", "STOPPING"})
"""The states of an operation that has not ended."""


@dataclass(frozen=True)
class StackSet:
    """A stack set as it is described; ``units`` are its targets so far."""

    name: str
    arn: str
    text: str
    parameters: dict[str, str]
    capabilities: tuple[str, ...]
    auto_deployment: bool
    retain: bool
    depends_on: tuple[str, ...]
    managed_execution: bool
    units: tuple[str, ...]
    drift: dict[str, Any]

    def holds(self, text: str) -> bool:
        """Whether ``text`` is its template; white space around it does not count."""
        return self.text.strip() == text.strip()


@dataclass(frozen=True, slots=True)
class Instance:
    """One stack of a stack set; ``unit`` is the target through which it was made, ``reason`` why it is not current."""

    account: str
    region: str
    status: str
    detailed: str
    unit: str
    drift: str
    reason: str

    @property
    def failed(self) -> bool:
        """Whether the last operation on it did not succeed."""
        return self.status != "CURRENT" or self.detailed in FAILED


def stack_set(service: StackSets, name: str) -> StackSet | None:
    """The stack set called ``name``, None where there is none; BadInput for one that is not service-managed."""
    try:
        found = service.call("describe_stack_set", name, StackSetName=name)["StackSet"]
    except Refused as error:
        if error.code == "StackSetNotFoundException":
            return None
        raise
    if found.get("Status") == "DELETED":
        return None
    if found.get("PermissionModel") != "SERVICE_MANAGED":
        problem = "a stack set of this name has self-managed permissions"
        raise BadInput(name, problem, "Delete it, or rename it, and run the same command again")
    auto = found.get("AutoDeployment", {})
    return StackSet(
        name,
        found.get("StackSetARN", ""),
        found.get("TemplateBody", ""),
        {each["ParameterKey"]: each.get("ParameterValue", "") for each in found.get("Parameters", ())},
        tuple(found.get("Capabilities", ())),
        bool(auto.get("Enabled")),
        bool(auto.get("RetainStacksOnAccountRemoval")),
        tuple(auto.get("DependsOn", ())),
        bool(found.get("ManagedExecution", {}).get("Active")),
        tuple(found.get("OrganizationalUnitIds", ())),
        found.get("StackSetDriftDetectionDetails", {}),
    )


def instances(service: StackSets, name: str) -> Iterator[Instance]:
    """Every instance, a hundred in a call."""
    for found in service.pages("list_stack_instances", "Summaries", name, StackSetName=name, MaxResults=100):
        yield Instance(
            found["Account"],
            found["Region"],
            found.get("Status", ""),
            found.get("StackInstanceStatus", {}).get("DetailedStatus", ""),
            found.get("OrganizationalUnitId", ""),
            found.get("DriftStatus", "NOT_CHECKED"),
            found.get("StatusReason", ""),
        )


def names(service: StackSets) -> tuple[str, ...]:
    """The names of all stack sets that are there, ours and others."""
    found = service.pages("list_stack_sets", "Summaries", Status="ACTIVE", MaxResults=100)
    return tuple(each["StackSetName"] for each in found)


def ours(found: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that begin as ours do."""
    return tuple(name for name in found if name.startswith(f"{PREFIX}-"))


def under_way(service: StackSets, name: str) -> tuple[dict[str, Any], ...]:
    """The operations that have not ended, oldest first."""
    found = service.pages("list_stack_set_operations", "Summaries", name, StackSetName=name, MaxResults=100)
    return tuple(reversed([each for each in found if each["Status"] in UNDER_WAY]))


def auto_deployment_targets(service: StackSets, name: str) -> dict[str, frozenset[str]]:
    """The Regions into which accounts that join a unit are deployed, by unit."""
    found = service.pages(
        "list_stack_set_auto_deployment_targets", "Summaries", name, StackSetName=name, MaxResults=100
    )
    return {each["OrganizationalUnitId"]: frozenset(each.get("Regions", ())) for each in found}
