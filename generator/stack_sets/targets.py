"""Which accounts a deployment reaches: organizational units, with their children, and the account filter.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.knowledge.limits import ORGANIZATIONAL_UNIT_PATTERN
from generator.model.errors import BadInput

FILTERS: Final = ("INTERSECTION", "DIFFERENCE", "UNION")
ACCOUNT: Final = re.compile(r"[0-9]{12}")
OPERATION_UNITS: Final = 50
"""The organizational units that one CreateStackInstances takes."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account of the organization; ``unit`` is its parent, ``above`` every unit over it up to the root."""

    account: str
    name: str
    active: bool
    unit: str
    above: tuple[str, ...]


@dataclass(frozen=True)
class Targets:
    """Units and accounts as CloudFormation takes them; ``account_filter`` is empty without accounts."""

    units: tuple[str, ...]
    accounts: tuple[str, ...] = ()
    account_filter: str = ""

    def members(self) -> dict[str, Any]:
        """``DeploymentTargets`` of an API call."""
        if not self.accounts:
            return {"OrganizationalUnitIds": list(self.units)}
        return {
            "OrganizationalUnitIds": list(self.units),
            "Accounts": list(self.accounts),
            "AccountFilterType": self.account_filter,
        }


def targets(units: Iterable[str], accounts: Iterable[str], account_filter: str | None) -> Targets:
    """The targets of a command line; BadInput for what AWS would not take."""
    named, listed = tuple(dict.fromkeys(units)), tuple(dict.fromkeys(accounts))
    for unit in named:
        if not re.fullmatch(ORGANIZATIONAL_UNIT_PATTERN, unit):
            raise BadInput(
                f"--ou {unit}", "it is no id of an organizational unit", "Write it as ou-1a2b-1a2b3c4d or r-1a2b"
            )
    for account in listed:
        if not ACCOUNT.fullmatch(account):
            raise BadInput(f"--accounts {account}", "an account's id has twelve digits", "Correct it")
    if not named:
        raise BadInput(
            "--ou", "service-managed stack sets are aimed at organizational units", "Name one, or the root r-..."
        )
    if len(named) > OPERATION_UNITS:
        problem = f"{len(named)} units, and one operation takes {OPERATION_UNITS}"
        raise BadInput("--ou", problem, "Name a unit above them, or run the command for some of them at a time")
    if account_filter and not listed:
        raise BadInput("--account-filter", "there are no accounts to filter by", "Add --accounts, or leave it out")
    if listed and not account_filter:
        raise BadInput(
            "--accounts", "nobody said what they are to the units", f"Add --account-filter {'|'.join(FILTERS)}"
        )
    return Targets(named, listed, account_filter or "")


@dataclass(frozen=True)
class Reach:
    """The accounts that a deployment is for, by id, and those that it leaves out, with the reason."""

    accounts: Mapping[str, Member]
    left_out: Mapping[str, str]


SUSPENDED: Final = "the account is suspended"
MANAGEMENT: Final = "service-managed stack sets never reach the management account"
FILTERED: Final = "left out by the account filter"


def reach(chosen: Targets, members: Iterable[Member], management: str) -> Reach:
    """What CloudFormation makes of ``chosen``; ``members`` are the accounts under the units, and those named by a UNION."""
    units, listed = set(chosen.units), set(chosen.accounts)
    accounts: dict[str, Member] = {}
    left_out: dict[str, str] = {}
    for member in members:
        inside = not units.isdisjoint(member.above)
        if not inside and not (chosen.account_filter == "UNION" and member.account in listed):
            continue
        if reason := _reason(member, chosen.account_filter, listed, management):
            left_out[member.account] = reason
        else:
            accounts[member.account] = member
    return Reach(accounts, left_out)


def _reason(member: Member, account_filter: str, listed: set[str], management: str) -> str:
    if member.account == management:
        return MANAGEMENT
    if (account_filter == "INTERSECTION" and member.account not in listed) or (
        account_filter == "DIFFERENCE" and member.account in listed
    ):
        return FILTERED
    return "" if member.active else SUSPENDED


def outside(chosen: Targets, members: Mapping[str, Member]) -> tuple[str, ...]:
    """The listed accounts that are under none of the units."""
    units = set(chosen.units)
    return tuple(
        account for account in chosen.accounts if account not in members or units.isdisjoint(members[account].above)
    )
