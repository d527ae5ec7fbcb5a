from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters, template_text
from generator.rehearsal.stack import Stack
from tests.rehearsal.existing import MANAGEMENT, administer, organize

HOME, OTHER = "us-east-1", "eu-west-1"
ADMINISTRATORS, NAME = "organization-administrators", "organization-security-hub"
SECURITY = "111122223333"
CENTRAL = {"CentralConfiguration": "CREATE", "ConfigurationPolicy": "ENABLED", "PolicyRoot": "r-abcd"}


def made(account: StrictAccount, article: str, region: str = HOME, **given: str) -> Stack:
    run = launch(account, article, region, given=committed_parameters(article) | given)
    assert run.stack is not None, run.refused
    return run.stack


def changed(account: StrictAccount, stack: Stack, **given: str) -> Stack:
    return account.update_stack(stack.name, template_text(NAME), given)


def reason(stack: Stack) -> str:
    assert stack.status in ("ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
    return f"{stack.failures[0].logical_id}: {stack.failures[0].reason}"


def hub(account: StrictAccount, region: str = HOME, account_id: str | None = None) -> Any:
    return account.account_region(region, account_id).client("securityhub")


def configuration(account: StrictAccount) -> tuple[str, bool]:
    found = hub(account).describe_organization_configuration()
    return found["OrganizationConfiguration"]["ConfigurationType"], found["AutoEnable"]


def test_the_organization_is_configured_centrally_until_the_stack_goes(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, PolicyUnit1="ou-abcd-11111111", PolicyDisabledControls="IAM.6", **CENTRAL)
    assert stack.status == "CREATE_COMPLETE", stack.failures
    assert configuration(account) == ("CENTRAL", False)
    identifier = stack.outputs["ConfigurationPolicyId"].value
    policy = hub(account).get_configuration_policy(Identifier=identifier)["ConfigurationPolicy"]["SecurityHub"]
    assert policy["SecurityControlsConfiguration"] == {"DisabledSecurityControlIdentifiers": ["IAM.6"]}
    listed = hub(account).list_configuration_policy_associations()["ConfigurationPolicyAssociationSummaries"]
    assert {each["TargetId"]: each["ConfigurationPolicyId"] for each in listed} == {
        "r-abcd": identifier,
        "ou-abcd-11111111": identifier,
    }
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE", stack.failures
    assert configuration(account) == ("LOCAL", False)
    assert hub(account).list_finding_aggregators()["FindingAggregators"] == []


def test_a_policy_changes_in_place_and_finds_its_targets(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, **CENTRAL)
    before = stack.resources["SecurityHubConfigurationPolicy"].physical_id
    changed(account, stack, PolicyStandardCis="5.0.0", PolicyRoot="", PolicyAccount1=SECURITY)
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert stack.resources["SecurityHubConfigurationPolicy"].physical_id == before
    (found,) = hub(account).list_configuration_policy_associations()["ConfigurationPolicyAssociationSummaries"]
    assert found["TargetId"] == SECURITY


def test_central_becomes_local_in_two_updates_and_not_in_one(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, **CENTRAL)
    changed(account, stack, CentralConfiguration="DISABLED", SecurityHubNewAccounts="ENABLED")
    assert "Disassociate and delete the configuration policies first" in reason(stack)
    assert configuration(account) == ("CENTRAL", False)
    changed(account, stack, CentralConfiguration="DISABLED")
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    changed(account, stack, SecurityHubNewAccounts="ENABLED")
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    assert configuration(account) == ("LOCAL", True)


def test_each_region_is_configured_locally(account: StrictAccount) -> None:
    administer(account, (HOME, OTHER))
    for region in (HOME, OTHER):
        stack = made(account, NAME, region, SecurityHubNewAccounts="ENABLED", HomeRegion=HOME)
        assert [*stack.resources] == ["SecurityHubOrganizationConfiguration"]
        assert hub(account, region).describe_organization_configuration()["AutoEnable"] is True


def test_who_is_not_the_administrator_is_refused(account: StrictAccount) -> None:
    organize(account)
    hub(account).enable_security_hub(EnableDefaultStandards=False)
    stack = made(account, NAME, **CENTRAL)
    assert "is not an administrator for this organization" in reason(stack)
    assert hub(account).list_finding_aggregators()["FindingAggregators"] == []


def test_an_administrator_without_a_hub_is_refused(account: StrictAccount) -> None:
    administer(account)
    hub(account).disable_security_hub()
    assert "is not subscribed" in reason(made(account, NAME, **CENTRAL))


def test_central_configuration_without_an_aggregator_is_refused(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, FindingAggregator="EXISTING", **CENTRAL)
    assert reason(stack).startswith("SecurityHubOrganizationConfiguration: ")
    assert "needs a finding aggregator in this Region" in reason(stack)


@pytest.mark.parametrize("region", [HOME, OTHER])
def test_a_second_aggregator_is_refused_in_every_region(account: StrictAccount, region: str) -> None:
    administer(account, (HOME, OTHER))
    hub(account, region).create_finding_aggregator(RegionLinkingMode="ALL_REGIONS")
    assert "finding aggregator already exists" in reason(made(account, NAME, **CENTRAL))


def test_the_home_region_is_not_linked_to_itself(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, LinkedRegions=f"{OTHER},{HOME}", **CENTRAL)
    assert "is not linked to itself" in reason(stack)


def test_the_administrators_stay_and_detective_has_its_graph(account: StrictAccount) -> None:
    organize(account)
    stack = made(account, ADMINISTRATORS, AdministratorAccountId=SECURITY, DetectiveAdministrator="CREATE")
    assert stack.status == "CREATE_COMPLETE", stack.failures
    detective = account.account_region().client("detective")
    (found,) = detective.list_organization_admin_accounts()["Administrators"]
    graphs = account.account_region(HOME, SECURITY).client("detective").list_graphs()["GraphList"]
    assert [each["Arn"] for each in graphs] == [found["GraphArn"]]
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE"
    assert hub(account).list_organization_admin_accounts()["AdminAccounts"] == [{"AccountId": SECURITY}]
    again = made(account, ADMINISTRATORS, AdministratorAccountId=SECURITY)
    assert f"{SECURITY} is the delegated administrator already" in reason(again)


def test_a_stack_that_fails_leaves_no_administrator(account: StrictAccount) -> None:
    organize(account)
    account.account_region().client("detective").enable_organization_admin_account(AccountId="222233334444")
    stack = made(account, ADMINISTRATORS, AdministratorAccountId=SECURITY, DetectiveAdministrator="CREATE")
    assert "222233334444 is the delegated administrator already" in reason(stack)
    assert hub(account).list_organization_admin_accounts()["AdminAccounts"] == []


def test_the_management_account_alone_names_an_administrator_and_never_itself(account: StrictAccount) -> None:
    administer(account)
    refused = reason(made(account, ADMINISTRATORS, AdministratorAccountId=SECURITY))
    assert "the caller is not the management account" in refused
    account.reset()
    organize(account)
    own = reason(made(account, ADMINISTRATORS, AdministratorAccountId=account.account_id))
    assert "management account cannot be the delegated administrator" in own


def test_an_administrator_is_named_after_trusted_access(account: StrictAccount) -> None:
    organize(account)
    client = account.account_region().client("organizations")
    client.disable_aws_service_access(ServicePrincipal="securityhub.amazonaws.com")
    untrusted = reason(made(account, ADMINISTRATORS, AdministratorAccountId=SECURITY))
    assert "Enable trusted access for securityhub.amazonaws.com" in untrusted


def test_the_administrator_stays_while_it_configures_centrally(account: StrictAccount) -> None:
    administer(account)
    stack = made(account, NAME, **CENTRAL)
    management = hub(account, account_id=MANAGEMENT)
    with pytest.raises(ClientError, match="while central configuration is in use"):
        management.disable_organization_admin_account(AdminAccountId=account.account_id)
    account.delete_stack(stack.name)
    management.disable_organization_admin_account(AdminAccountId=account.account_id)
    assert management.list_organization_admin_accounts()["AdminAccounts"] == []
