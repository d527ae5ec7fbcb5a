"""A rehearsed organization of a thousand accounts, and a stack set in the seventeen Regions of each: records, no stacks."""

from collections.abc import Iterator
from contextlib import contextmanager

from generator.rehearsal.organization.organization import DEFAULT_REGIONS, StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.stack_sets.definition import definitions

UNITS, EACH = 20, 50


@contextmanager
def large_organization() -> Iterator[StrictOrganization]:
    """With the stack set of ``config``, whose instances are all current."""
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
