"""Which target accounts have not enabled a Region that accounts must opt in to, as far as Account Management tells.

https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-trusted-access.html
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.knowledge.regions import region as known_region
from generator.stack_sets.refusals import PERMISSION, Refused
from generator.stack_sets.service import Service

if TYPE_CHECKING:
    import boto3

MOST_ASKED: Final = 300
"""The accounts that are asked, each with one call: Account Management answers a few calls a second."""
NOT_ENABLED: Final = ("DISABLED", "DISABLING", "ENABLING")
SHOWN: Final = 8


@dataclass(frozen=True)
class OptIn:
    """``closed`` are the accounts by the Region that they have not enabled; ``unread`` says why some or all could not be asked."""

    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unread: str = ""

    def facts(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        closed = [{"region": region, "accounts": list(accounts)} for region, accounts in self.closed.items()]
        return {"notEnabled": closed, "notAsked": self.unread}

    def lines(self) -> Iterable[str]:
        """What people read, a line for each Region and one for what was not asked."""
        for region, accounts in self.closed.items():
            named = ", ".join(accounts[:SHOWN]) + (f" and {len(accounts) - SHOWN} more" if accounts[SHOWN:] else "")
            yield f"warning: {region} is not enabled in {named}, where stacks will fail: aws account enable-region"
        if self.unread:
            yield f"warning: {self.unread}"


def opt_in(session: "boto3.Session", accounts: Iterable[str], regions: Iterable[str]) -> OptIn:
    """What the ``accounts`` say of those of ``regions`` that they must opt in to; no call where there are none."""
    asked = tuple(code for code in regions if known_region(code).opt_in)
    if not asked:
        return OptIn()
    every, service = sorted(accounts), Service(session, "account")
    closed: dict[str, list[str]] = {}
    for account in every[:MOST_ASKED]:
        try:
            found = _not_enabled(service, account)
        except Refused as error:
            if error.code not in PERMISSION:
                raise
            return OptIn(_sorted(closed, asked), _unread(asked))
        for code in found.intersection(asked):
            closed.setdefault(code, []).append(account)
    rest = len(every) - MOST_ASKED
    more = f"{rest} of {len(every)} accounts were not asked whether they have enabled {', '.join(asked)}"
    return OptIn(_sorted(closed, asked), more if rest > 0 else "")


def _not_enabled(service: Service, account: str) -> set[str]:
    found = service.pages(
        "list_regions", "Regions", account, AccountId=account, RegionOptStatusContains=list(NOT_ENABLED), MaxResults=50
    )
    return {each["RegionName"] for each in found}


def _sorted(closed: Mapping[str, list[str]], asked: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {code: tuple(closed[code]) for code in asked if code in closed}


def _unread(asked: tuple[str, ...]) -> str:
    return (
        f"nobody may ask the accounts whether they have enabled {', '.join(asked)}: that needs account:ListRegions and trusted access of"
        " Account Management (aws organizations enable-aws-service-access --service-principal account.amazonaws.com)"
    )
