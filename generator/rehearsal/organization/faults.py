"""Faults that a test stages: the nth call of an operation fails as AWS, or the network, lets calls fail.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
"""

from dataclasses import dataclass
from typing import Final

MESSAGES: Final = {
    "AccessDenied": "User is not authorized to perform this operation",
    "AccessDeniedException": "You don't have permissions to access this resource.",
    "ExpiredToken": "The security token included in the request is expired",
    "ExpiredTokenException": "The security token included in the request is expired",
    "InternalFailure": "The request processing has failed because of an unknown error, exception or failure.",
    "RequestLimitExceeded": "Request limit exceeded.",
    "ServiceUnavailable": "The request has failed due to a temporary failure of the server.",
    "Throttling": "Rate exceeded",
    "TooManyRequestsException": "AWS Organizations can't complete your request because another request is already in progress. "
    "Try again later.",
}
"""What the services say with the codes of faults; any other code can be staged too."""
SERVER_SIDE: Final = frozenset({"InternalFailure", "ServiceUnavailable"})
"""Codes whose HTTP status is in the 500s."""


@dataclass
class Fault:
    """Strikes the calls of ``operation`` from the ``wait``-th on, ``times`` times; see ``StrictOrganization.fail_next``."""

    operation: str
    """``CreateStackInstances``, ``cloudformation:CreateStackInstances``, or ``*`` for every call."""
    error: str | BaseException
    wait: int
    times: int
    after: bool

    def strikes(self, service: str, operation: str) -> bool:
        """Whether it strikes this call; counts it."""
        if self.operation not in {"*", operation, f"{service}:{operation}"}:
            return False
        self.wait -= 1
        if self.wait > 0:
            return False
        self.times -= 1
        return True


class StackFailures:
    """Accounts and Regions in which every stack operation fails; ``*`` stands for all of them."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str], str] = {}

    def stage(self, account_id: str, region: str, reason: str) -> None:
        """From now on."""
        self._reasons[account_id, region] = reason

    def clear(self) -> None:
        """None fail any more."""
        self._reasons.clear()

    def reason(self, account_id: str, region: str) -> str | None:
        """Why a stack there fails; None where it does not."""
        keys = ((account_id, region), (account_id, "*"), ("*", region), ("*", "*"))
        return next((self._reasons[key] for key in keys if key in self._reasons), None)
