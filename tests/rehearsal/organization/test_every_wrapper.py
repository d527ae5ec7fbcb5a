from collections.abc import Iterator

import pytest

from generator.rehearsal.organization.organization import StrictOrganization
from tests.rehearsal.organization.wrapper_calls import REGIONS, TREE, WRAPPERS, launched, published


@pytest.fixture(scope="module")
def light() -> Iterator[StrictOrganization]:
    with StrictOrganization(TREE, regions=REGIONS, light=True) as made:
        made.trust_stack_sets()
        published(made, *(name for name in WRAPPERS if name != "organization"))
        yield made


@pytest.mark.parametrize("name", [name for name in WRAPPERS if name != "organization"])
def test_a_wrapper_launches_from_the_management_account(light: StrictOrganization, name: str) -> None:
    stack = launched(light, name)
    assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
    client = light.client("cloudformation")
    (made,) = client.list_stack_sets(Status="ACTIVE")["Summaries"]
    found = client.list_stack_instances(StackSetName=made["StackSetName"])["Summaries"]
    assert {each["Account"] for each in found} == {light.account("log"), light.account("work")}
    assert {each["Region"] for each in found} <= set(REGIONS)
    light.aws.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert client.list_stack_sets(Status="ACTIVE")["Summaries"] == []
