"""Which accounts the targets of a request mean: OUs with all that is in them, refined by an account filter.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.knowledge.regions import region
from generator.knowledge.unknown import UnknownName
from generator.rehearsal.api_call import Call
from generator.rehearsal.organization.quotas import UNITS_PER_REQUEST

if TYPE_CHECKING:
    from generator.rehearsal.organization.organization import StrictOrganization

INVALID: Final = "ValidationError"
ACCOUNTS_FILE_BYTES: Final = 10 * 1024 * 1024


@dataclass(frozen=True)
class Targets:
    """``accounts``: account id to the targeted OU that it is in. ``named``: the accounts that the filter names."""

    units: Sequence[str]
    accounts: Mapping[str, str]
    named: frozenset[str] = frozenset()
    filter: str = "NONE"


def resolve(organization: "StrictOrganization", call: Call, *, creates: bool = False) -> Targets:
    """The targets of a request for a service-managed set; refused where AWS would not know whom they mean."""
    given: Mapping[str, Any] = call.parameters.get("DeploymentTargets") or {}
    if call.parameters.get("Accounts"):
        raise call.refuse(
            INVALID, "Accounts cannot be specified for a SERVICE_MANAGED stack set: use DeploymentTargets"
        )
    units = list(dict.fromkeys(given.get("OrganizationalUnitIds") or ()))
    named = _named(call, given)
    kind = given.get("AccountFilterType")
    _check(call, units, named, kind, creates=creates)
    tree = organization.tree
    for unit in units:
        if unit not in tree.units:
            raise call.refuse(INVALID, f"Organizational unit {unit} does not exist in the organization")
    if kind is None:
        kind = "UNION" if named else "NONE"
    found: dict[str, str] = {}
    for unit in units:
        for member in tree.accounts_in(unit, deep=True):
            chosen = {"INTERSECTION": member.account_id in named, "DIFFERENCE": member.account_id not in named}
            if chosen.get(kind, True) and member.account_id != tree.management:
                found.setdefault(member.account_id, unit)
    if kind == "UNION":
        for account_id in sorted(named & tree.members.keys() - {tree.management}):
            found.setdefault(account_id, tree.members[account_id].parent)
    return Targets(units, found, named, kind)


def _check(call: Call, units: Sequence[str], named: frozenset[str], kind: str | None, *, creates: bool) -> None:
    if not units and not (named and kind in {None, "UNION"} and not creates):
        raise call.refuse(
            INVALID, "You must specify OrganizationalUnitIds in DeploymentTargets of a SERVICE_MANAGED stack set"
        )
    if len(units) > UNITS_PER_REQUEST:
        raise call.refuse(INVALID, f"At most {UNITS_PER_REQUEST} organizational units can be specified")
    if creates and units and named and kind is None:
        raise call.refuse(
            INVALID, "AccountFilterType should be specified when both OrganizationalUnitIds and Accounts are provided"
        )
    if creates and kind == "UNION":
        raise call.refuse(INVALID, "AccountFilterType UNION is not supported for CreateStackInstances")
    if kind in {"INTERSECTION", "DIFFERENCE"} and not named:
        raise call.refuse(INVALID, f"Accounts should be specified when AccountFilterType is {kind}")
    if kind == "NONE" and named:
        raise call.refuse(INVALID, "Accounts should not be specified when AccountFilterType is NONE")


def _named(call: Call, given: Mapping[str, Any]) -> frozenset[str]:
    accounts = [str(account) for account in given.get("Accounts") or ()]
    url = given.get("AccountsUrl")
    if url:
        from moto.cloudformation.utils import get_stack_from_s3_url

        try:
            place = call.account
            text = str(get_stack_from_s3_url(str(url), place.account_id, place.partition))
        except Exception as error:
            raise call.refuse(INVALID, f"S3 error: cannot read {url}") from error
        if len(text.encode()) > ACCOUNTS_FILE_BYTES:
            raise call.refuse(INVALID, f"The file at {url} is larger than {ACCOUNTS_FILE_BYTES} bytes")
        accounts += [item for item in re.split(r"[,\s]+", text) if item]
    for account in accounts:
        if not re.fullmatch(r"\d{12}", account):
            raise call.refuse(
                INVALID,
                f"1 validation error detected: Value '[{account}]' at 'accounts' failed to satisfy constraint: Member must "
                "satisfy regular expression pattern: ^[0-9]{12}$",
            )
    return frozenset(accounts)


def check_regions(organization: "StrictOrganization", call: Call) -> list[str]:
    """The request's Regions: known, of this partition, once each, and enabled in the management account."""
    wanted = [str(name) for name in call.parameters.get("Regions") or ()]
    if len(set(wanted)) < len(wanted):
        raise call.refuse(INVALID, "Regions must not have duplicates")
    management = organization.tree.members[organization.management]
    for name in wanted:
        try:
            known = region(name).partition == call.account.partition
        except UnknownName:
            known = False
        if not known:
            raise call.refuse(INVALID, f"Region {name} is invalid")
        if name not in management.regions:
            raise call.refuse(INVALID, f"Region {name} is not enabled in the management account")
    return wanted
