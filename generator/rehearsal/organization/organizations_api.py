"""Who is in the organization: its roots, OUs and accounts, in pages as the API gives them.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
"""

from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization.paging import page
from generator.rehearsal.organization.tree import Member, OrganizationalUnit

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

PAGE: Final = 20
INVALID: Final = "InvalidInputException"


def check_caller(organization: "StrictOrganization", call: Call, *, writes: bool = False) -> None:
    """Refuse accounts outside, and members that are neither the management account nor (to read) delegated administrators."""
    caller = call.account.account_id
    if caller not in organization.tree.members:
        raise call.refuse("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
    delegated = any(caller in accounts for accounts in organization.access.delegated.values())
    if caller != organization.management and (writes or not delegated):
        raise call.refuse("AccessDeniedException", "You don't have permissions to access this resource.")


def describe_organization(organization: "StrictOrganization", call: Call) -> Answer:
    """Every member may ask."""
    if call.account.account_id not in organization.tree.members:
        raise call.refuse("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
    management = organization.tree.members[organization.management]
    return {
        "Organization": {
            "Id": organization.ids.organization,
            "Arn": organization.ids.arn("organization"),
            "FeatureSet": "ALL",
            "MasterAccountArn": _account_arn(organization, management),
            "MasterAccountId": management.account_id,
            "MasterAccountEmail": management.email,
            "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
        }
    }


def list_roots(organization: "StrictOrganization", call: Call) -> Answer:
    """There is one."""
    check_caller(organization, call)
    return page(call, "Roots", [organization.tree.root], PAGE, lambda _: root_answer(organization), INVALID)


def root_answer(organization: "StrictOrganization") -> dict[str, Any]:
    """The structure ``Root``."""
    return {
        "Id": organization.root,
        "Arn": organization.ids.arn("root", organization.root),
        "Name": "Root",
        "PolicyTypes": [{"Type": kind, "Status": "ENABLED"} for kind in sorted(organization.policies.types)],
    }


def list_units(organization: "StrictOrganization", call: Call) -> Answer:
    """The OUs directly in a root or an OU."""
    check_caller(organization, call)
    parent = _parent(organization, call)
    units = [organization.tree.units[unit] for unit in parent.units]
    return page(call, "OrganizationalUnits", units, PAGE, lambda unit: _unit(organization, unit), INVALID)


def list_accounts_for_parent(organization: "StrictOrganization", call: Call) -> Answer:
    """The accounts directly in a root or an OU."""
    check_caller(organization, call)
    members = organization.tree.accounts_in(_parent(organization, call).unit_id)
    return page(call, "Accounts", members, PAGE, lambda member: account_answer(organization, member), INVALID)


def list_children(organization: "StrictOrganization", call: Call) -> Answer:
    """Ids of the OUs, or of the accounts, directly in a root or an OU."""
    check_caller(organization, call)
    parent, kind = _parent(organization, call), str(call.parameters["ChildType"])
    members = [member.account_id for member in organization.tree.accounts_in(parent.unit_id)]
    found = members if kind == "ACCOUNT" else parent.units
    return page(call, "Children", found, PAGE, lambda child: {"Id": child, "Type": kind}, INVALID)


def list_parents(organization: "StrictOrganization", call: Call) -> Answer:
    """The one root or OU that an account or an OU is in."""
    check_caller(organization, call)
    child, tree = str(call.parameters["ChildId"]), organization.tree
    if child in tree.members:
        parent = tree.members[child].parent
    elif child in tree.units and child != tree.root:
        parent = tree.units[child].parent
    else:
        raise call.refuse("ChildNotFoundException", f"You specified a child that doesn't exist: {child}")
    kind = "ROOT" if parent == tree.root else "ORGANIZATIONAL_UNIT"
    return {"Parents": [{"Id": parent, "Type": kind}]}


def list_accounts(organization: "StrictOrganization", call: Call) -> Answer:
    """All accounts, the management account too."""
    check_caller(organization, call)
    members = organization.tree.members.values()
    return page(call, "Accounts", members, PAGE, lambda member: account_answer(organization, member), INVALID)


def describe_account(organization: "StrictOrganization", call: Call) -> Answer:
    """One account."""
    check_caller(organization, call)
    return {"Account": account_answer(organization, known_account(organization, call))}


def describe_unit(organization: "StrictOrganization", call: Call) -> Answer:
    """One OU; the root is none."""
    check_caller(organization, call)
    unit = organization.tree.units.get(str(call.parameters["OrganizationalUnitId"]))
    if unit is None or not unit.parent:
        raise call.refuse(
            "OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist."
        )
    return {"OrganizationalUnit": _unit(organization, unit)}


def known_account(organization: "StrictOrganization", call: Call) -> Member:
    """The account that a call names as AccountId."""
    member = organization.tree.members.get(str(call.parameters["AccountId"]))
    if member is None:
        raise call.refuse("AccountNotFoundException", "You specified an account that doesn't exist.")
    return member


def account_answer(organization: "StrictOrganization", member: Member) -> dict[str, Any]:
    """The structure ``Account``."""
    return {
        "Id": member.account_id,
        "Arn": _account_arn(organization, member),
        "Email": member.email,
        "Name": member.name,
        "Status": member.status,
        "State": member.status,
        "JoinedMethod": "INVITED" if member.account_id == organization.management else "CREATED",
        "JoinedTimestamp": member.joined,
    }


def _account_arn(organization: "StrictOrganization", member: Member) -> str:
    return organization.ids.arn("account", member.account_id)


def _unit(organization: "StrictOrganization", unit: OrganizationalUnit) -> dict[str, Any]:
    return {
        "Id": unit.unit_id,
        "Arn": organization.ids.arn("ou", unit.unit_id),
        "Name": unit.name,
    }


def _parent(organization: "StrictOrganization", call: Call) -> OrganizationalUnit:
    unit = organization.tree.units.get(str(call.parameters["ParentId"]))
    if unit is None:
        raise call.refuse(
            "ParentNotFoundException", f"You specified parent that doesn't exist: {call.parameters['ParentId']}"
        )
    return unit


ANSWERS: Final = {
    ("organizations", "DescribeAccount"): describe_account,
    ("organizations", "DescribeOrganization"): describe_organization,
    ("organizations", "DescribeOrganizationalUnit"): describe_unit,
    ("organizations", "ListAccounts"): list_accounts,
    ("organizations", "ListAccountsForParent"): list_accounts_for_parent,
    ("organizations", "ListChildren"): list_children,
    ("organizations", "ListOrganizationalUnitsForParent"): list_units,
    ("organizations", "ListParents"): list_parents,
    ("organizations", "ListRoots"): list_roots,
}
