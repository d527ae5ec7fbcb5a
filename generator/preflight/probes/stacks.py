"""Live stacks of our templates and what they hold: an update keeps it, and nobody else may have it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe
from generator.registry import articles

NEAR = 0.9


def look(place: Place) -> Iterator[Finding]:
    # Deleted stacks are not described.
    stacks = place.call("cloudformation", "DescribeStacks")["Stacks"]
    ours = {article.summary.en for article in articles().values()}
    held: set[str] = set()
    for stack in stacks:
        if stack.get("Description") in ours:
            resources = _resources(place, stack)
            held |= set(resources.values())
            for launch in place.launches:
                if launch.body.get("Description") == stack["Description"]:
                    launch.stack, launch.owned = stack["StackName"], resources
    place.held = frozenset(held)
    yield from _room(place, len(stacks))


def _resources(place: Place, stack: Mapping[str, Any]) -> dict[str, str]:
    listed = place.call("cloudformation", "ListStackResources", StackName=stack["StackId"])["StackResourceSummaries"]
    return {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for each in listed
        if each.get("PhysicalResourceId") and not each["ResourceStatus"].startswith("DELETE_")
    }


def _room(place: Place, there: int) -> Iterator[Finding]:
    limits = place.call("cloudformation", "DescribeAccountLimits")["AccountLimits"]
    most = next((each["Value"] for each in limits if each["Name"] == "StackLimit"), None)
    wanted = there + sum(not launch.stack for launch in place.launches)
    if most is not None and wanted > most:
        yield Finding(Level.FAILS, "stacks", f"{there} of {most} are there: ask for a higher quota, or delete some")
    elif most is not None and wanted > NEAR * most:
        yield Finding(Level.NOTE, "stacks", f"{there} of {most} are there")


PROBE = Probe(
    calls=(
        "cloudformation:DescribeStacks",
        "cloudformation:ListStackResources",
        "cloudformation:DescribeAccountLimits",
    ),
    look=look,
    prepares=True,
)
