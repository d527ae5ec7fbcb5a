"""The organization as Organizations tells it: its accounts by their units, in pages.

https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.errors import BadInput
from generator.stack_sets.refusals import Refused
from generator.stack_sets.service import Service, StackSets
from generator.stack_sets.targets import Member, Targets, outside

if TYPE_CHECKING:
    import boto3

_UNKNOWN = ("OrganizationalUnitNotFoundException", "ParentNotFoundException", "InvalidInputException")


@dataclass(frozen=True)
class Organization:
    """The accounts that targets may reach, by id; ``management`` is the management account."""

    management: str
    members: dict[str, Member]


def organization(session: "boto3.Session", chosen: Targets) -> Organization:
    """The accounts under the units of ``chosen``, and those that it names; BadInput for an unknown one."""
    service = Service(session, "organizations", "us-east-1")
    about = service.call("describe_organization")["Organization"]
    if about.get("FeatureSet") != "ALL":
        raise BadInput("organization", "it does not have all features, which stack sets need", "Enable all features")
    members: dict[str, Member] = {}
    for unit in chosen.units:
        for member in _under(service, unit, _above(service, unit)):
            members.setdefault(member.account, member)
    for account in outside(chosen, members):
        if chosen.account_filter != "UNION":
            problem = f"the account is in none of the units {', '.join(chosen.units)}"
            raise BadInput(f"--accounts {account}", problem, "Name its unit with --ou, or correct the account")
        members[account] = _named(service, account)
    return Organization(about["MasterAccountId"], members)


def _above(service: Service, unit: str) -> tuple[str, ...]:
    """``unit`` and the units over it; BadInput with the units that there are."""
    if unit.startswith("r-"):
        roots = [root["Id"] for root in service.pages("list_roots", "Roots")]
        if unit not in roots:
            raise BadInput(f"--ou {unit}", "the organization has no such root", f"Its root is {', '.join(roots)}")
        return (unit,)
    try:
        service.call("describe_organizational_unit", unit, OrganizationalUnitId=unit)
    except Refused as error:
        if error.code not in _UNKNOWN:
            raise
        raise BadInput(
            f"--ou {unit}", "the organization has no such unit", f"At its top are {_top(service)}"
        ) from error
    return _parents(service, unit)


def _parents(service: Service, child: str) -> tuple[str, ...]:
    """``child`` and everything over it, the root last."""
    path = [child]
    while not path[-1].startswith("r-"):
        (parent,) = service.call("list_parents", path[-1], ChildId=path[-1])["Parents"]
        path.append(parent["Id"])
    return tuple(path)


def _top(service: Service) -> str:
    """The root and the units in it, in words."""
    told = []
    for root in service.pages("list_roots", "Roots"):
        told.append(f"{root['Id']} (root)")
        units = service.pages("list_organizational_units_for_parent", "OrganizationalUnits", ParentId=root["Id"])
        told += [f"{unit['Id']} ({unit['Name']})" for unit in units]
    return ", ".join(told)


def _under(service: Service, unit: str, above: tuple[str, ...]) -> Iterator[Member]:
    """The accounts of a unit and of the units in it: two paged calls for each unit, none for an account."""
    for account in service.pages("list_accounts_for_parent", "Accounts", unit, ParentId=unit):
        yield Member(account["Id"], account.get("Name", ""), _active(account), unit, above)
    for child in service.pages("list_organizational_units_for_parent", "OrganizationalUnits", unit, ParentId=unit):
        yield from _under(service, child["Id"], (child["Id"], *above))


def _named(service: Service, account: str) -> Member:
    try:
        found = service.call("describe_account", account, AccountId=account)["Account"]
    except Refused as error:
        if error.code != "AccountNotFoundException":
            raise
        raise BadInput(f"--accounts {account}", "the organization has no such account", "Correct it") from error
    _, *above = _parents(service, account)
    return Member(account, found.get("Name", ""), _active(found), above[0], tuple(above))


def _active(account: dict[str, str]) -> bool:
    return account.get("State", account.get("Status", "ACTIVE")) == "ACTIVE"


def require_trusted_access(stack_sets: StackSets) -> None:
    """BadInput where the organization does not let CloudFormation reach its accounts."""
    status = stack_sets.call("describe_organizations_access").get("Status", "DISABLED")
    if status != "ENABLED":
        problem = f"trusted access for stack sets is {status}"
        raise BadInput("organization", problem, "Run baseline organization prepare in the management account")


def require_enabled(session: "boto3.Session", regions: tuple[str, ...]) -> None:
    """BadInput for a Region that this account, which holds the stack sets, must opt in to first."""
    from generator.knowledge.regions import region as known_region

    asked = [code for code in regions if known_region(code).opt_in]
    if not asked:
        return
    found = Service(session, "account").pages(
        "list_regions", "Regions", RegionOptStatusContains=["ENABLED", "ENABLED_BY_DEFAULT"]
    )
    enabled = {each["RegionName"] for each in found}
    for code in asked:
        if code not in enabled:
            remedy = f"Enable it here and in the target accounts: aws account enable-region --region-name {code}"
            raise BadInput(f"--regions {code}", "the Region is not enabled in this account", remedy)
