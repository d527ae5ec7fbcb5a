from collections.abc import Iterator

import pytest

from generator.rehearsal.organization.organization import StrictOrganization
from generator.stack_sets.definition import definitions
from generator.stack_sets.instance_plan import count
from generator.stack_sets.planning import Choice, Planner
from generator.stack_sets.service import StackSets
from generator.stack_sets.status import statuses
from generator.stack_sets.targets import Targets
from generator.stack_sets.template_source import TemplateSource
from tests.stack_sets.large_organization import UNITS, large_organization


@pytest.fixture(scope="module")
def large() -> Iterator[StrictOrganization]:
    with large_organization() as made:
        yield made


def test_a_plan_for_a_thousand_accounts_asks_page_by_page(large: StrictOrganization) -> None:
    large.calls.clear()
    session = large.session()
    choice = Choice(definitions(["config"]), Targets((large.root,)))
    plan = Planner(session, StackSets(session), choice, TemplateSource(session)).plan()
    (config,) = plan.sets
    assert count(config.instances.current) == 17_000
    assert not config.instances.changes
    assert large.calls["cloudformation:ListStackInstances"] == 170
    # Two calls for each unit and the root, with more pages where a unit has more than twenty accounts.
    assert sum(number for name, number in large.calls.items() if name.startswith("organizations:")) <= 5 * (UNITS + 1)


def test_the_status_of_seventeen_thousand_instances_asks_page_by_page(large: StrictOrganization) -> None:
    large.calls.clear()
    (config,) = statuses(StackSets(large.session()), ["config"])
    assert (config.accounts, config.statuses, config.healthy) == (1000, {"CURRENT": 17_000}, True)
    assert sum(large.calls.values()) == 173
