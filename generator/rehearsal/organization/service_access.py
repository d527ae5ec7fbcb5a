"""Trusted access of services, StackSets among them, and delegated administrators.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization.organizations_api import (
    INVALID,
    PAGE,
    account_answer,
    check_caller,
    known_account,
)
from generator.rehearsal.organization.paging import page

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

STACK_SETS: Final = "member.org.stacksets.cloudformation.amazonaws.com"
"""StackSets as Organizations knows them."""
MOST_DELEGATED: Final[Mapping[str, int]] = {
    STACK_SETS: 5,
    "config.amazonaws.com": 3,
    "config-multiaccountsetup.amazonaws.com": 3,
}
"""How many delegated administrators a service may have; one, where it is not said."""
WITHOUT_DELEGATION: Final = frozenset({"stacksets.cloudformation.amazonaws.com"})
"""Principals that look right and are refused."""


@dataclass
class ServiceAccess:
    """The state; both maps are by service principal."""

    trusted: dict[str, datetime] = field(default_factory=dict)
    delegated: dict[str, dict[str, datetime]] = field(default_factory=dict)
    """Account id to the date of its registration."""
    stack_sets_activated: bool = False
    """Whether ActivateOrganizationsAccess was called: Organizations' own call does not make StackSets' roles."""

    @property
    def stack_sets(self) -> bool:
        """Whether service-managed stack sets work."""
        return self.stack_sets_activated and STACK_SETS in self.trusted


def enable(organization: "StrictOrganization", call: Call) -> Answer:
    """Again is no error."""
    check_caller(organization, call, writes=True)
    organization.access.trusted.setdefault(_principal(call), organization.clock.time())
    return {}


def disable(organization: "StrictOrganization", call: Call) -> Answer:
    """Refused while a delegated administrator is registered."""
    check_caller(organization, call, writes=True)
    principal = _principal(call)
    if organization.access.delegated.get(principal):
        raise call.refuse(
            "ConstraintViolationException",
            f"You must deregister the delegated administrators of {principal} before you disable its access.",
        )
    organization.access.trusted.pop(principal, None)
    return {}


def list_trusted(organization: "StrictOrganization", call: Call) -> Answer:
    """The services that may act in the organization."""
    check_caller(organization, call)
    return page(
        call,
        "EnabledServicePrincipals",
        sorted(organization.access.trusted.items()),
        PAGE,
        lambda pair: {"ServicePrincipal": pair[0], "DateEnabled": pair[1]},
        INVALID,
    )


def register(organization: "StrictOrganization", call: Call) -> Answer:
    """A member other than the management account, once per service, as many as the service takes."""
    check_caller(organization, call, writes=True)
    member, principal = known_account(organization, call), _principal(call)
    access = organization.access
    if member.account_id == organization.management:
        raise call.refuse(
            "ConstraintViolationException",
            "You cannot register master account/management account as delegated administrator for your organization.",
        )
    if principal not in access.trusted:
        raise call.refuse(
            "ConstraintViolationException", f"You must enable the access of {principal} to the organization first."
        )
    registered = access.delegated.setdefault(principal, {})
    if member.account_id in registered:
        raise call.refuse(
            "AccountAlreadyRegisteredException",
            "The specified account is already a delegated administrator for this AWS service.",
        )
    if len(registered) >= MOST_DELEGATED.get(principal, 1):
        raise call.refuse(
            "ConstraintViolationException",
            "You have exceeded the allowed number of delegated administrators for the delegated service.",
        )
    registered[member.account_id] = organization.clock.time()
    return {}


def deregister(organization: "StrictOrganization", call: Call) -> Answer:
    """Stack sets that it made stay: they are the management account's."""
    check_caller(organization, call, writes=True)
    member = known_account(organization, call)
    registered = organization.access.delegated.get(_principal(call), {})
    if member.account_id not in registered:
        raise call.refuse(
            "AccountNotRegisteredException",
            "The specified account is not a delegated administrator for this AWS service.",
        )
    del registered[member.account_id]
    return {}


def list_administrators(organization: "StrictOrganization", call: Call) -> Answer:
    """Of one service, or of all."""
    check_caller(organization, call)
    wanted = call.parameters.get("ServicePrincipal")
    found: dict[str, datetime] = {}
    for principal, accounts in organization.access.delegated.items():
        if wanted in {None, principal}:
            for account_id, since in accounts.items():
                found.setdefault(account_id, since)

    def answer(pair: tuple[str, datetime]) -> dict[str, Any]:
        member = organization.tree.members[pair[0]]
        return {**account_answer(organization, member), "DelegationEnabledDate": pair[1]}

    return page(call, "DelegatedAdministrators", found.items(), PAGE, answer, INVALID)


def list_services(organization: "StrictOrganization", call: Call) -> Answer:
    """What one account is the delegated administrator of."""
    check_caller(organization, call)
    account_id = known_account(organization, call).account_id
    found = [(name, on[account_id]) for name, on in organization.access.delegated.items() if account_id in on]
    if not found:
        raise call.refuse("AccountNotRegisteredException", "The specified account is not a delegated administrator.")
    return page(
        call,
        "DelegatedServices",
        found,
        PAGE,
        lambda pair: {"ServicePrincipal": pair[0], "DelegationEnabledDate": pair[1]},
        INVALID,
    )


def _principal(call: Call) -> str:
    principal = str(call.parameters["ServicePrincipal"])
    if not principal.endswith((".amazonaws.com", ".amazonaws.com.cn")) or principal in WITHOUT_DELEGATION:
        raise call.refuse("InvalidInputException", "You specified an unrecognized service principal.")
    return principal


ANSWERS: Final = {
    ("organizations", "DeregisterDelegatedAdministrator"): deregister,
    ("organizations", "DisableAWSServiceAccess"): disable,
    ("organizations", "EnableAWSServiceAccess"): enable,
    ("organizations", "ListAWSServiceAccessForOrganization"): list_trusted,
    ("organizations", "ListDelegatedAdministrators"): list_administrators,
    ("organizations", "ListDelegatedServicesForAccount"): list_services,
    ("organizations", "RegisterDelegatedAdministrator"): register,
}
