from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from generator.rehearsal.committed import committed_parameters, template_text
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.rehearsal.stack import Stack

Baseline = Callable[..., Result]
PREPARE = ("organization", "prepare", "--regions", "us-east-1", "--service", "security-hub", "--service", "detective")
TREE = Unit("Root", accounts=("audit",), units=(Unit("Workloads", accounts=("shop",)),))


@pytest.fixture
def bare() -> Iterator[StrictOrganization]:
    with StrictOrganization(TREE, light=True) as made:
        yield made


def launched(organization: StrictOrganization, article: str, account: str, **given: str) -> Stack:
    values = committed_parameters(article) | given
    text, where = template_text(article), organization.account(account)
    stack = organization.aws.create_stack(article, text, values, account_id=where)
    assert stack.status == "CREATE_COMPLETE", [str(event) for event in stack.failures]
    return stack


def test_preparation_and_stacks_make_one_organization_of_security_hub(
    bare: StrictOrganization, baseline: Baseline
) -> None:
    audit = bare.account("audit")
    trusted = baseline(*PREPARE, "--yes")
    assert trusted.exit_code == 0, trusted.output
    both = {"AdministratorAccountId": audit, "DetectiveAdministrator": "CREATE"}
    launched(bare, "organization-administrators", bare.management, **both)
    again = baseline(*PREPARE, "--delegated-admin", audit, "--yes")
    assert again.exit_code == 0, again.output
    assert again.output.endswith("0 done, 4 were done before\n")
    bare.client("securityhub", "audit").enable_security_hub(EnableDefaultStandards=False)
    central = {"CentralConfiguration": "CREATE", "ConfigurationPolicy": "ENABLED"}
    targets = {"PolicyRoot": bare.root, "PolicyUnit1": bare.ou("Workloads"), "PolicyAccount1": bare.account("shop")}
    stack = launched(bare, "organization-security-hub", "audit", **central, **targets)
    assert sum(made.type_name == "AWS::SecurityHub::PolicyAssociation" for made in stack.resources.values()) == 3
    last = baseline(*PREPARE, "--delegated-admin", audit, "--yes")
    assert last.output.endswith("0 done, 4 were done before\n")


def test_a_stack_leaves_the_administrators_that_preparation_named(bare: StrictOrganization, baseline: Baseline) -> None:
    audit = bare.account("audit")
    prepared = baseline(*PREPARE, "--delegated-admin", audit, "--yes")
    assert prepared.exit_code == 0, prepared.output
    existing = {"SecurityHubAdministrator": "EXISTING", "DetectiveAdministrator": "EXISTING"}
    stack = launched(bare, "organization-administrators", bare.management, AdministratorAccountId=audit, **existing)
    assert not stack.resources
