"""A small organization: one account in the root, OUs three deep, two Regions, StackSets trusted."""

from collections.abc import Iterator

import pytest

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit

REGIONS = ("us-east-1", "eu-west-1")
TREE = Unit(
    "Root",
    ["shared"],
    [
        Unit("Security", ["audit", "log"]),
        Unit("Workloads", ["work"], [Unit("Prod", ["prod-1", "prod-2"], [Unit("Cards", ["cards"])])]),
    ],
)


@pytest.fixture
def organization() -> Iterator[StrictOrganization]:
    with StrictOrganization(TREE, regions=REGIONS) as made:
        made.trust_stack_sets()
        yield made


@pytest.fixture
def light() -> Iterator[StrictOrganization]:
    with StrictOrganization(TREE, regions=REGIONS, light=True) as made:
        made.trust_stack_sets()
        yield made
