"""The gate that every call of a rehearsed command passes: who calls, how often, and whether a staged fault strikes.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from generator.rehearsal.api_call import CONTEXT_KEY, METADATA, Answer, Hook, Refusal
from generator.rehearsal.organization.faults import MESSAGES, SERVER_SIDE, Fault

if TYPE_CHECKING:
    from generator.rehearsal.account import StrictAccount
    from generator.rehearsal.organization.clock import OrganizationClock

ENVIRONMENT_KEY: Final = "FOOBARKEY"
"""The access key that moto puts into the environment: sessions that name no keys have it."""
SESSION_SECONDS: Final = 3600
LOG_LENGTH: Final = 100_000
"""The log forgets nothing of any test, and stays bounded."""


@dataclass(frozen=True)
class Credentials:
    """Keys that the organization gave out; ``expires`` in seconds since the epoch, None for keys that do not."""

    access_key: str
    account_id: str
    principal: str
    """The ARN of the user or the session of a role that they are of."""
    expires: float | None = None


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One API call of a rehearsed command."""

    service: str
    operation: str
    account_id: str
    region: str


class Gate:
    """Two botocore event handlers for all sessions whose keys are the organization's; other sessions pass by."""

    def __init__(self, aws: "StrictAccount", clock: "OrganizationClock") -> None:
        self.aws = aws
        self.clock = clock
        self.open = False
        self.signed_in = aws.account_id
        """The account of sessions that were given no keys: the command line's."""
        self.keys: dict[str, Credentials] = {}
        self.faults: list[Fault] = []
        self.calls: Counter[str] = Counter()
        self.log: list[LoggedCall] = []
        self.own: dict[str, Callable[[Credentials, Mapping[str, Any]], Answer]] = {}
        """Operations of STS, which are about the caller."""

    def issue(self, account_id: str, principal: str = "", *, temporary: bool = False) -> Credentials:
        """New keys of an account; temporary ones expire after an hour of the clock."""
        kind = "ASIA" if temporary else "AKIA"
        key = f"{kind}{account_id}{len(self.keys):04d}"
        arn = principal or self.user(account_id)
        expires = self.clock.now() + SESSION_SECONDS if temporary else None
        self.keys[key] = Credentials(key, account_id, arn, expires)
        return self.keys[key]

    def user(self, account_id: str) -> str:
        """The ARN of the user whom keys without a principal are of."""
        return f"arn:{self.aws.account_region().partition}:iam::{account_id}:user/rehearsal"

    def caller(self, signer: Any) -> Credentials | None:
        """Whose keys sign a request; None for sessions that are not the organization's affair."""
        found = getattr(signer, "_credentials", None)
        key = getattr(found, "access_key", "")
        if key == ENVIRONMENT_KEY:
            return Credentials(key, self.signed_in, self.user(self.signed_in))
        return self.keys.get(key)

    def remember(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        """Keep the caller's parameters, as the hook of the strict account does."""
        if self.open:
            Hook(self.aws.account_region()).remember(params, context)

    def judge(
        self, model: Any, params: dict[str, Any], context: dict[str, Any], request_signer: Any, **_: Any
    ) -> tuple[Any, Answer] | None:
        """Count the call, let a staged fault strike, and hand it to the strict account."""
        caller = self.caller(request_signer) if self.open else None
        if caller is None:
            return None
        service, operation = str(model.service_model.service_name), str(model.name)
        with self.aws.lock:
            region = self._region(context)
            self.calls[f"{service}:{operation}"] += 1
            if len(self.log) < LOG_LENGTH:
                self.log.append(LoggedCall(service, operation, caller.account_id, region))
            fault = next((each for each in self.faults if each.strikes(service, operation)), None)
            self.faults = [each for each in self.faults if each.times > 0]
            if caller.expires is not None and caller.expires <= self.clock.now():
                return _refused("ExpiredToken", MESSAGES["ExpiredToken"])
            if fault is not None and not fault.after:
                return _struck(fault)
            if service == "sts" and operation in self.own:
                return self._own_answer(operation, caller, context)
            answer = Hook(self.aws.account_region(region, caller.account_id)).judge(model, params, context)
            return answer if fault is None else _struck(fault)

    def _own_answer(self, operation: str, caller: Credentials, context: Mapping[str, Any]) -> tuple[Any, Answer]:
        from botocore.awsrequest import AWSResponse, HTTPHeaders

        try:
            answer = self.own[operation](caller, context.get(CONTEXT_KEY, {}))
        except Refusal as refusal:
            return _refused(refusal.code, refusal.message)
        metadata = {**METADATA, "HTTPStatusCode": 200}
        return AWSResponse("", 200, HTTPHeaders(), None), {**answer, "ResponseMetadata": metadata}

    def _region(self, context: Mapping[str, Any]) -> str:
        region = str(context.get("client_region") or self.aws.region)
        return self.aws.region if region.startswith("aws-") else region


def _struck(fault: Fault) -> tuple[Any, Answer]:
    if isinstance(fault.error, BaseException):
        raise fault.error
    return _refused(fault.error, MESSAGES.get(fault.error, "The request failed."))


def _refused(code: str, message: str) -> tuple[Any, Answer]:
    from botocore.awsrequest import AWSResponse, HTTPHeaders

    status = 500 if code in SERVER_SIDE else 400
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {**METADATA, "HTTPStatusCode": status}}
    return AWSResponse("", status, HTTPHeaders(), None), answer
