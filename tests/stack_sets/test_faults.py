from collections.abc import Callable, Iterator

import pytest

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.stack_sets.definition import Definition, definitions
from generator.stack_sets.deployment import Deployment, Result
from generator.stack_sets.operations import Follower
from generator.stack_sets.planning import Choice, Planner
from generator.stack_sets.refusals import Refused
from generator.stack_sets.removal import Part, Removal, removals
from generator.stack_sets.service import StackSets
from generator.stack_sets.targets import Targets
from generator.stack_sets.template_source import TemplateSource

READS = ("Describe", "List", "Get")


@pytest.fixture(scope="module")
def config() -> tuple[Definition, ...]:
    return definitions(["config"])


@pytest.fixture
def organization() -> Iterator[StrictOrganization]:
    with StrictOrganization(Unit("Root", accounts=("one", "two")), light=True) as made:
        made.trust_stack_sets()
        yield made


def deploy(organization: StrictOrganization, articles: tuple[Definition, ...]) -> list[Result]:
    session = organization.session()
    service = StackSets(session)
    choice = Choice(articles, Targets((organization.root,)), ("us-east-1",))
    planner = Planner(session, service, choice, TemplateSource(session))
    follower = Follower(service, lambda state: None, lambda seconds: None)
    return Deployment(planner, follower, lambda words: None).run()


def remove(organization: StrictOrganization) -> list[Result]:
    service = StackSets(organization.session())
    follower = Follower(service, lambda state: None, lambda seconds: None)
    planned = removals(service, ["config"], Part())
    return Removal(service, follower, lambda words: None, Part()).run(planned)


def faults(organization: StrictOrganization, run: Callable[[], object]) -> list[tuple[int, bool]]:
    """Every call of ``run``, and each that writes also with its answer lost."""
    organization.log.clear()
    run()
    operations = [each.operation for each in organization.log]
    before = [(number, False) for number in range(1, len(operations) + 1)]
    return before + [(number, True) for number, _ in before if not operations[number - 1].startswith(READS)]


def current(organization: StrictOrganization) -> bool:
    live = [each for each in organization.stack_sets if each.status == "ACTIVE"]
    return [each.name for each in live] == ["baseline-config"] and [
        each.status for each in live[0].instances.values()
    ] == ["CURRENT", "CURRENT"]


def test_after_a_fault_at_any_call_of_a_deployment_the_next_one_converges(
    organization: StrictOrganization, config: tuple[Definition, ...]
) -> None:
    places = faults(organization, lambda: deploy(organization, config))
    assert len(places) > 15
    assert sum(after for _, after in places) == 2
    for number, after in places:
        organization.stack_sets.clear()
        organization.fail_next("*", "InternalFailure", number, after=after)
        with pytest.raises(Refused):
            deploy(organization, config)
        assert all(result.succeeded for result in deploy(organization, config)), (number, after)
        assert current(organization), (number, after)


def test_after_a_fault_at_any_call_of_a_removal_the_next_one_and_a_deployment_converge(
    organization: StrictOrganization, config: tuple[Definition, ...]
) -> None:
    deploy(organization, config)
    places = faults(organization, lambda: remove(organization))
    assert sum(after for _, after in places) == 2
    for number, after in places:
        deploy(organization, config)
        assert current(organization), (number, after)
        organization.fail_next("*", "InternalFailure", number, after=after)
        with pytest.raises(Refused):
            remove(organization)
        if number % 2:
            deploy(organization, config)
            assert current(organization), (number, after)
        assert all(result.succeeded for result in remove(organization)), (number, after)
        assert not [each for each in organization.stack_sets if each.status == "ACTIVE"], (number, after)
