import resource
from collections.abc import Iterator
from time import process_time

import pytest

from generator.rehearsal.organization.organization import DEFAULT_REGIONS, StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.stack_sets.definition import definitions
from generator.stack_sets.instance_plan import count
from generator.stack_sets.planning import Choice, Planner
from generator.stack_sets.service import StackSets
from generator.stack_sets.status import statuses
from generator.stack_sets.targets import Targets
from generator.stack_sets.template_source import TemplateSource

UNITS, EACH = 20, 50


@pytest.fixture(scope="module")
def large() -> Iterator[StrictOrganization]:
    """A thousand accounts in twenty units, and a stack set in the seventeen Regions of each."""
    units = [Unit(f"U{unit}", accounts=[f"a{unit}-{number}" for number in range(EACH)]) for unit in range(UNITS)]
    with StrictOrganization(Unit("Root", units=units), light=True) as made:
        made.trust_stack_sets()
        (config,) = definitions(["config"])
        cloudformation = made.client("cloudformation")
        values = {**config.defaults, "HomeRegion": "us-east-1"}
        cloudformation.create_stack_set(
            StackSetName=config.name,
            TemplateBody=config.text,
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()],
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False},
            ManagedExecution={"Active": True},
        )
        cloudformation.create_stack_instances(
            StackSetName=config.name,
            DeploymentTargets={"OrganizationalUnitIds": [made.root]},
            Regions=list(DEFAULT_REGIONS),
            OperationPreferences={"MaxConcurrentPercentage": 100, "RegionConcurrencyType": "PARALLEL"},
        )
        made.settle()
        yield made


def test_a_plan_for_a_thousand_accounts_takes_seconds_and_pages(large: StrictOrganization) -> None:
    large.calls.clear()
    memory, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    session = large.session()
    choice = Choice(definitions(["config"]), Targets((large.root,)))
    plan = Planner(session, StackSets(session), choice, TemplateSource(session)).plan()
    assert process_time() - began < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100 * 1024
    (config,) = plan.sets
    assert count(config.instances.current) == 17_000
    assert not config.instances.changes
    assert large.calls["cloudformation:ListStackInstances"] == 170
    # Two calls for each unit and the root, with more pages where a unit has more than twenty accounts.
    assert sum(number for name, number in large.calls.items() if name.startswith("organizations:")) <= 5 * (UNITS + 1)


def test_the_status_of_seventeen_thousand_instances_takes_seconds_and_pages(large: StrictOrganization) -> None:
    large.calls.clear()
    began = process_time()
    (config,) = statuses(StackSets(large.session()), ["config"])
    assert process_time() - began < 10
    assert (config.accounts, config.statuses, config.healthy) == (1000, {"CURRENT": 17_000}, True)
    assert sum(large.calls.values()) == 173
