"""The services that an organization is prepared for: whom they trust, and who administers them.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class AdministratorApi:
    """A service's own calls for its delegated administrator, in snake case, and the members that they have.

    ``type_name`` is a resource type of the service, by which its Regions are known; empty where one call is for all Regions.
    """

    client: str
    read: str
    items: str
    account: str
    enable: str
    given: str
    type_name: str


@dataclass(frozen=True, kw_only=True)
class OrganizationService:
    """One service: ``principals`` get trusted access, ``delegates`` are the principals that an administrator is registered for.

    ``own`` is how it makes its administrator itself, in each Region.
    """

    name: str
    principals: tuple[str, ...]
    delegates: tuple[str, ...] = ()
    own: AdministratorApi | None = None


STACK_SETS: Final = "stack-sets"
STACK_SETS_PRINCIPAL: Final = "member.org.stacksets.cloudformation.amazonaws.com"

SERVICES: Final = (
    # CloudFormation turns its trusted access on itself, and makes its roles with it.
    OrganizationService(name=STACK_SETS, principals=(), delegates=(STACK_SETS_PRINCIPAL,)),
    OrganizationService(
        name="config",
        principals=("config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"),
        delegates=("config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"),
    ),
    OrganizationService(
        name="cloudtrail",
        principals=("cloudtrail.amazonaws.com",),
        own=AdministratorApi(
            client="cloudtrail",
            read="",
            items="",
            account="",
            enable="register_organization_delegated_admin",
            given="MemberAccountId",
            type_name="",
        ),
    ),
    OrganizationService(
        name="guardduty",
        principals=("guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com"),
        own=AdministratorApi(
            client="guardduty",
            read="list_organization_admin_accounts",
            items="AdminAccounts",
            account="AdminAccountId",
            enable="enable_organization_admin_account",
            given="AdminAccountId",
            type_name="AWS::GuardDuty::Detector",
        ),
    ),
    OrganizationService(
        name="security-hub",
        principals=("securityhub.amazonaws.com",),
        own=AdministratorApi(
            client="securityhub",
            read="list_organization_admin_accounts",
            items="AdminAccounts",
            account="AccountId",
            enable="enable_organization_admin_account",
            given="AdminAccountId",
            type_name="AWS::SecurityHub::Hub",
        ),
    ),
    OrganizationService(
        name="detective",
        principals=("detective.amazonaws.com",),
        own=AdministratorApi(
            client="detective",
            read="list_organization_admin_accounts",
            items="Administrators",
            account="AccountId",
            enable="enable_organization_admin_account",
            given="AccountId",
            type_name="AWS::Detective::Graph",
        ),
    ),
    OrganizationService(
        name="macie",
        principals=("macie.amazonaws.com",),
        own=AdministratorApi(
            client="macie2",
            read="list_organization_admin_accounts",
            items="adminAccounts",
            account="accountId",
            enable="enable_organization_admin_account",
            given="adminAccountId",
            type_name="AWS::Macie::Session",
        ),
    ),
    OrganizationService(
        name="inspector",
        principals=("inspector2.amazonaws.com", "agentless.inspector2.amazonaws.com"),
        own=AdministratorApi(
            client="inspector2",
            read="list_delegated_admin_accounts",
            items="delegatedAdminAccounts",
            account="accountId",
            enable="enable_delegated_admin_account",
            given="delegatedAdminAccountId",
            type_name="AWS::InspectorV2::Filter",
        ),
    ),
    OrganizationService(
        name="access-analyzer",
        principals=("access-analyzer.amazonaws.com",),
        delegates=("access-analyzer.amazonaws.com",),
    ),
)
