"""Which Regions an account has enabled.

https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
"""

from typing import TYPE_CHECKING, Any, Final

from generator.knowledge.regions import partition_of
from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.organization.organizations_api import check_caller
from generator.rehearsal.organization.paging import page
from generator.rehearsal.organization.tree import Member

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

PAGE: Final = 50
ACCOUNT_MANAGEMENT: Final = "account.amazonaws.com"


def list_regions(organization: "StrictOrganization", call: Call) -> Answer:
    """Of the caller, or, with AccountId, of a member, if Account Management has trusted access."""
    member = _member(organization, call)
    wanted = call.parameters.get("RegionOptStatusContains") or ()
    found = [item for item in _statuses(organization, member) if not wanted or item["RegionOptStatus"] in wanted]
    return page(call, "Regions", found, PAGE, dict, "ValidationException")


def get_status(organization: "StrictOrganization", call: Call) -> Answer:
    """Of one Region."""
    member, name = _member(organization, call), call.parameters["RegionName"]
    for item in _statuses(organization, member):
        if item["RegionName"] == name:
            return item
    raise call.refuse("ValidationException", f"The Region {name} does not exist")


def _member(organization: "StrictOrganization", call: Call) -> Member:
    caller, named = call.account.account_id, call.parameters.get("AccountId")
    if named in {None, caller}:
        if named == organization.management:
            raise call.refuse("AccessDeniedException", "The management account cannot specify its own AccountId")
        if caller in organization.tree.members:
            return organization.tree.members[caller]
        raise call.refuse("AccessDeniedException", "The rehearsal knows the Regions of members only")
    check_caller(organization, call)
    if ACCOUNT_MANAGEMENT not in organization.access.trusted or named not in organization.tree.members:
        raise call.refuse("AccessDeniedException", "User is not authorized to access this resource")
    return organization.tree.members[str(named)]


def _statuses(organization: "StrictOrganization", member: Member) -> list[dict[str, Any]]:
    def status(code: str, *, opt_in: bool) -> str:
        if code not in member.regions:
            return "DISABLED"
        return "ENABLED" if opt_in else "ENABLED_BY_DEFAULT"

    regions = partition_of(organization.aws.region).regions
    return [{"RegionName": each.code, "RegionOptStatus": status(each.code, opt_in=each.opt_in)} for each in regions]


ANSWERS: Final = {
    ("account", "GetRegionOptStatus"): get_status,
    ("account", "ListRegions"): list_regions,
}
