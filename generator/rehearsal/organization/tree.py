"""The root, the OUs and the accounts of an organization: who is where, and what lies beneath.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_getting-started_concepts.html
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

ACCOUNT_ID: Final = re.compile(r"\d{12}")
FIRST_MEMBER: Final = 200_000_000_001
ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Unit:
    """What an organization is made from: an OU (or the root) with its accounts, by name or twelve-digit id, and its OUs."""

    name: str
    accounts: Sequence[str] = ()
    units: "Sequence[Unit]" = ()


@dataclass
class Member:
    """An account of the organization; ``status`` is ``ACTIVE``, ``SUSPENDED`` or ``PENDING_CLOSURE``."""

    account_id: str
    name: str
    parent: str
    """The id of the OU or root that it is in."""
    joined: datetime
    regions: set[str]
    """The Regions that are enabled in it."""
    status: str = "ACTIVE"

    @property
    def email(self) -> str:
        """A mailbox that nobody has."""
        return f"{self.name.lower()}@example.com"


@dataclass
class OrganizationalUnit:
    """An OU, or the root, which has no parent; ``path`` is what tests name it by: ``Workloads/Prod``."""

    unit_id: str
    name: str
    parent: str
    path: str
    units: list[str] = field(default_factory=list)
    """Ids of the OUs in it, in the order of their making."""


class Tree:
    """Ids are the same on every run: they are made from the names and the order of the accounts."""

    def __init__(self, root: Unit, management: str, regions: Sequence[str], now: datetime) -> None:
        self.units: dict[str, OrganizationalUnit] = {}
        self.members: dict[str, Member] = {}
        self.management = management
        self.root = f"r-{_letters(root.name, 4)}"
        self._regions = frozenset(regions)
        self.units[self.root] = OrganizationalUnit(self.root, root.name, "", "")
        self.members[management] = Member(management, "management", self.root, now, set(regions))
        self._add(self.root, root, now)

    def _add(self, unit_id: str, unit: Unit, now: datetime) -> None:
        for account in unit.accounts:
            self.add_account(account, unit_id, now)
        for child in unit.units:
            self._add(self.add_unit(child.name, unit_id), child, now)

    def add_unit(self, name: str, parent: str) -> str:
        """A new OU; gives its id."""
        path = f"{self.units[parent].path}/{name}".lstrip("/")
        if any(unit.path == path for unit in self.units.values()):
            raise ValueError(f"there are two OUs called {path}")
        unit_id = f"ou-{self.root.removeprefix('r-')}-{_letters(path, 8)}"
        self.units[unit_id] = OrganizationalUnit(unit_id, name, parent, path)
        self.units[parent].units.append(unit_id)
        return unit_id

    def add_account(self, account: str, parent: str, now: datetime) -> Member:
        """A new member, by name or twelve-digit id, that joins at ``now``."""
        if any(account in {each.name, each.account_id} for each in self.members.values()):
            raise ValueError(f"there are two accounts called {account}")
        given = ACCOUNT_ID.fullmatch(account)
        account_id = account if given else str(FIRST_MEMBER + len(self.members) - 1)
        while not given and account_id in self.members:
            account_id = str(int(account_id) + 1)
        member = Member(account_id, f"account-{account}" if given else account, parent, now, set(self._regions))
        self.members[account_id] = member
        return member

    def unit(self, name: str) -> OrganizationalUnit:
        """By id, by path (``Workloads/Prod``), or the root by ``Root``; LookupError if there is none."""
        if name in self.units:
            return self.units[name]
        wanted = "" if name in {"Root", ""} else name
        found = [unit for unit in self.units.values() if unit.path == wanted]
        if not found:
            raise LookupError(f"no OU {name!r}; there are {', '.join(unit.path for unit in self.units.values())}")
        return found[0]

    def member(self, name: str) -> Member:
        """By account id or name; LookupError if there is none."""
        if name in self.members:
            return self.members[name]
        found = [member for member in self.members.values() if member.name == name]
        if not found:
            raise LookupError(f"no account {name!r} in the organization")
        return found[0]

    def beneath(self, unit_id: str) -> Iterator[str]:
        """The ids of an OU and of all OUs in it, at every depth."""
        yield unit_id
        for child in self.units[unit_id].units:
            yield from self.beneath(child)

    def above(self, unit_id: str) -> Iterator[str]:
        """The ids of an OU, of the one that it is in, and so on to the root."""
        while unit_id:
            yield unit_id
            unit_id = self.units[unit_id].parent

    def accounts_in(self, unit_id: str, *, deep: bool = False) -> list[Member]:
        """The accounts of an OU in the order in which they joined; ``deep``: those of the OUs in it too."""
        wanted = set(self.beneath(unit_id)) if deep else {unit_id}
        return [member for member in self.members.values() if member.parent in wanted]


def _letters(text: str, length: int) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:length])
