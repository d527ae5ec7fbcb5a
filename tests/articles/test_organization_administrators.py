import pytest

from generator.knowledge.resource_types import known_regions, missing_regions
from generator.stack_sets.organization_services import SERVICES
from tests.articles.evaluation import document, made

NAME = "organization-administrators"
SECURITY = "444455556666"
BOTH = {"AdministratorAccountId": SECURITY, "DetectiveAdministrator": "CREATE"}


def test_nobody_is_named_until_an_account_is_given() -> None:
    assert made(NAME).resources == {}
    assert made(NAME, DetectiveAdministrator="CREATE").resources == {}


def test_the_account_administers_security_hub_and_detective_only_where_chosen() -> None:
    assert made(NAME, AdministratorAccountId=SECURITY).of_type("AWS::Detective::OrganizationAdmin") == {}
    stack = made(NAME, **BOTH)
    assert stack.properties("SecurityHubDelegatedAdmin") == {"AdminAccountId": SECURITY}
    assert stack.properties("DetectiveOrganizationAdmin") == {"AccountId": SECURITY}


def test_an_administrator_that_is_there_is_left_alone() -> None:
    existing = {"SecurityHubAdministrator": "EXISTING", "DetectiveAdministrator": "EXISTING"}
    assert made(NAME, **{**BOTH, **existing}).resources == {}


def test_administrators_stay_when_the_stack_goes_but_not_when_it_fails() -> None:
    for body in document(NAME)["Resources"].values():
        assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


@pytest.mark.parametrize("region", sorted(known_regions()))
def test_detective_has_an_administrator_where_it_has_the_type(region: str) -> None:
    stack = made(NAME, region=region, **BOTH)
    has_type = region not in missing_regions("AWS::Detective::OrganizationAdmin")
    assert ("DetectiveOrganizationAdmin" in stack.resources) is has_type
    assert "SecurityHubDelegatedAdmin" in stack.resources


def test_the_command_that_enables_trusted_access_knows_the_services_that_parameters_name() -> None:
    names = {service.name for service in SERVICES}
    for service, parameter in (("security-hub", "SecurityHubAdministrator"), ("detective", "DetectiveAdministrator")):
        described = document(NAME)["Parameters"][parameter]["Description"]
        assert service in names
        assert f"baseline organization prepare --service {service}." in described


@pytest.mark.parametrize("account", ["security", "44445555666", "4444555566667"])
def test_what_is_no_account_is_refused(account: str) -> None:
    from generator.template.errors import RequestRefused

    with pytest.raises(RequestRefused):
        made(NAME, AdministratorAccountId=account)
