import json

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit

STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com"


def code(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


def test_the_tree_is_walked_from_its_root(organization: StrictOrganization) -> None:
    client = organization.client("organizations")
    root = client.list_roots()["Roots"][0]["Id"]
    units = client.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]
    assert [unit["Name"] for unit in units] == ["Security", "Workloads"]
    prod = organization.ou("Workloads/Prod")
    assert client.list_parents(ChildId=prod)["Parents"] == [{"Id": units[1]["Id"], "Type": "ORGANIZATIONAL_UNIT"}]
    assert client.list_parents(ChildId=organization.account("shared"))["Parents"] == [{"Id": root, "Type": "ROOT"}]
    accounts = client.list_accounts_for_parent(ParentId=prod)["Accounts"]
    assert [account["Name"] for account in accounts] == ["prod-1", "prod-2"]
    children = client.list_children(ParentId=prod, ChildType="ORGANIZATIONAL_UNIT")["Children"]
    assert children == [{"Id": organization.ou("Workloads/Prod/Cards"), "Type": "ORGANIZATIONAL_UNIT"}]
    assert client.describe_organization()["Organization"]["MasterAccountId"] == organization.management
    assert client.describe_account(AccountId=organization.account("audit"))["Account"]["Status"] == "ACTIVE"
    assert client.describe_organizational_unit(OrganizationalUnitId=prod)["OrganizationalUnit"]["Name"] == "Prod"


def test_long_answers_come_in_pages_of_twenty() -> None:
    with StrictOrganization(Unit("Root", [f"member-{number}" for number in range(45)])) as organization:
        client = organization.client("organizations")
        pages = list(client.get_paginator("list_accounts").paginate())
        assert [len(page["Accounts"]) for page in pages] == [20, 20, 6]
        assert organization.calls["organizations:ListAccounts"] == 3
        with pytest.raises(ClientError) as error:
            client.list_accounts(NextToken="page-x")
        assert code(error) == "InvalidInputException"


def test_members_may_ask_who_leads_them_and_no_more(organization: StrictOrganization) -> None:
    member = organization.client("organizations", "prod-1")
    assert member.describe_organization()["Organization"]["Id"] == organization.ids.organization
    with pytest.raises(ClientError) as error:
        member.list_accounts()
    assert code(error) == "AccessDeniedException"


@pytest.mark.parametrize(
    ("operation", "given", "expected"),
    [
        ("list_accounts_for_parent", {"ParentId": "ou-zzzz-00000000"}, "ParentNotFoundException"),
        ("list_parents", {"ChildId": "999999999999"}, "ChildNotFoundException"),
        ("describe_account", {"AccountId": "999999999999"}, "AccountNotFoundException"),
        ("enable_aws_service_access", {"ServicePrincipal": "no-such"}, "InvalidInputException"),
        (
            "register_delegated_administrator",
            {"AccountId": "200000000001", "ServicePrincipal": "guardduty.amazonaws.com"},
            "ConstraintViolationException",
        ),
    ],
)
def test_what_does_not_exist_is_refused(
    organization: StrictOrganization, operation: str, given: dict[str, str], expected: str
) -> None:
    with pytest.raises(ClientError) as error:
        getattr(organization.client("organizations"), operation)(**given)
    assert code(error) == expected


def test_a_service_has_as_many_delegated_administrators_as_it_takes(organization: StrictOrganization) -> None:
    client, names = organization.client("organizations"), ["audit", "log", "work", "prod-1", "prod-2", "cards"]
    for name in names[:5]:
        client.register_delegated_administrator(AccountId=organization.account(name), ServicePrincipal=STACK_SETS)
    registered = client.list_delegated_administrators(ServicePrincipal=STACK_SETS)["DelegatedAdministrators"]
    assert [each["Name"] for each in registered] == names[:5]
    for account, expected in (
        (names[0], "AccountAlreadyRegisteredException"),
        (names[5], "ConstraintViolationException"),
    ):
        with pytest.raises(ClientError) as error:
            client.register_delegated_administrator(
                AccountId=organization.account(account), ServicePrincipal=STACK_SETS
            )
        assert code(error) == expected
    with pytest.raises(ClientError) as error:
        client.disable_aws_service_access(ServicePrincipal=STACK_SETS)
    assert code(error) == "ConstraintViolationException"
    services = client.list_delegated_services_for_account(AccountId=organization.account("audit"))["DelegatedServices"]
    assert [each["ServicePrincipal"] for each in services] == [STACK_SETS]
    client.deregister_delegated_administrator(AccountId=organization.account("audit"), ServicePrincipal=STACK_SETS)
    assert len(client.list_delegated_administrators()["DelegatedAdministrators"]) == 4
    assert organization.client("organizations", "log").list_roots()["Roots"]


def test_trusted_access_of_stack_sets_needs_their_own_call() -> None:
    with StrictOrganization(Unit("Root", ["one"])) as organization:
        organizations, stack_sets = organization.client("organizations"), organization.client("cloudformation")
        organizations.enable_aws_service_access(ServicePrincipal=STACK_SETS)
        assert stack_sets.describe_organizations_access()["Status"] == "DISABLED"
        stack_sets.activate_organizations_access()
        assert stack_sets.describe_organizations_access()["Status"] == "ENABLED"
        trusted = organizations.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
        assert [each["ServicePrincipal"] for each in trusted] == [STACK_SETS]
        with pytest.raises(ClientError) as error:
            organization.client("cloudformation", "one").activate_organizations_access()
        assert code(error) == "InvalidOperationException"


def test_regions_are_listed_for_an_account_and_from_the_management_account(organization: StrictOrganization) -> None:
    organization.enable_region("prod-1", "ap-east-1")
    prod, enabled = organization.account("prod-1"), ["ENABLED", "ENABLED_BY_DEFAULT"]
    listed = organization.client("account", "prod-1").list_regions(RegionOptStatusContains=enabled)["Regions"]
    assert listed == [
        {"RegionName": "ap-east-1", "RegionOptStatus": "ENABLED"},
        {"RegionName": "eu-west-1", "RegionOptStatus": "ENABLED_BY_DEFAULT"},
        {"RegionName": "us-east-1", "RegionOptStatus": "ENABLED_BY_DEFAULT"},
    ]
    client = organization.client("account")
    with pytest.raises(ClientError) as error:
        client.list_regions(AccountId=prod)
    assert code(error) == "AccessDeniedException"
    organization.client("organizations").enable_aws_service_access(ServicePrincipal="account.amazonaws.com")
    assert client.list_regions(AccountId=prod, RegionOptStatusContains=enabled)["Regions"] == listed
    assert client.get_region_opt_status(RegionName="ap-east-1")["RegionOptStatus"] == "DISABLED"


def test_policies_are_kept_attached_and_in_use(organization: StrictOrganization) -> None:
    client, root = organization.client("organizations"), organization.root
    kind = "SERVICE_CONTROL_POLICY"
    made = client.create_policy(Name="deny", Description="", Type=kind, Content='{"Version": "2012-10-17"}')
    policy = made["Policy"]["PolicySummary"]["Id"]
    with pytest.raises(ClientError) as error:
        client.attach_policy(PolicyId=policy, TargetId=root)
    assert code(error) == "PolicyTypeNotEnabledException"
    client.enable_policy_type(RootId=root, PolicyType=kind)
    client.attach_policy(PolicyId=policy, TargetId=root)
    attached = client.list_policies_for_target(TargetId=root, Filter=kind)["Policies"]
    assert [each["Name"] for each in attached] == ["deny", "FullAWSAccess"]
    with pytest.raises(ClientError) as error:
        client.delete_policy(PolicyId=policy)
    assert code(error) == "PolicyInUseException"
    client.detach_policy(PolicyId=policy, TargetId=root)
    client.delete_policy(PolicyId=policy)
    with pytest.raises(ClientError) as error:
        client.create_policy(Name="bad", Description="", Type=kind, Content="{")
    assert code(error) == "MalformedPolicyDocumentException"


def test_a_policy_is_within_the_length_of_its_type(organization: StrictOrganization) -> None:
    client = organization.client("organizations")
    inspector = "INSPECTOR_POLICY"
    fits, long = ('"' + "x" * (length - 2) + '"' for length in (10_000, 10_001))
    policy = client.create_policy(Name="fits", Description="", Type=inspector, Content=fits)["Policy"]["PolicySummary"]
    with pytest.raises(ClientError) as error:
        client.create_policy(Name="long", Description="", Type=inspector, Content=long)
    assert code(error) == "ConstraintViolationException"
    with pytest.raises(ClientError) as error:
        client.update_policy(PolicyId=policy["Id"], Content=long)
    assert code(error) == "ConstraintViolationException"
    client.update_policy(PolicyId=policy["Id"], Content=fits)


def test_a_policy_is_deployed_as_a_resource(organization: StrictOrganization) -> None:
    content = {"Version": "2012-10-17", "Statement": []}
    properties = {
        "Name": "deny",
        "Type": "SERVICE_CONTROL_POLICY",
        "Content": content,
        "TargetIds": [organization.root],
    }
    text = json.dumps({"Resources": {"Policy": {"Type": "AWS::Organizations::Policy", "Properties": properties}}})
    early = organization.aws.create_stack("early", text)
    assert "PolicyTypeNotEnabledException" in early.failures[0].reason
    organization.policies.kept.clear()
    client = organization.client("organizations")
    client.enable_policy_type(RootId=organization.root, PolicyType="SERVICE_CONTROL_POLICY")
    stack = organization.aws.create_stack("policy", text)
    assert (stack.status, [event.reason for event in stack.failures]) == ("CREATE_COMPLETE", [])
    assert [each.name for each in organization.policies.kept.values()] == ["FullAWSAccess", "deny"]
    organization.aws.delete_stack("policy")
    assert stack.status == "DELETE_COMPLETE"
