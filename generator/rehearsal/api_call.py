"""The hook on every AWS call of the strict account: service rules judge it, doubles answer what moto does not have.

https://botocore.amazonaws.com/v1/documentation/api/latest/topics/events.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from generator.rehearsal.account_region import AccountRegion

# Marks a Call in botocore's request context, between the two events that the hook listens to.
CONTEXT_KEY: Final = "strict_account_parameters"
# moto decides the account of a request by this header before it looks at the access key.
ACCOUNT_HEADER: Final = "x-moto-account-id"
METADATA: Final[dict[str, Any]] = {"HTTPHeaders": {}, "RequestId": "strict-account", "RetryAttempts": 0}


@dataclass(frozen=True)
class Call:
    """One API call, after botocore validated its parameters and before moto sees it."""

    account: "AccountRegion"
    service: str
    operation: str
    parameters: Mapping[str, Any]

    def refuse(self, code: str, message: str) -> "Refusal":
        """The error that the service answers with; to be raised."""
        return Refusal(code, message)


class Refusal(Exception):
    """A service's error answer; botocore makes its own exception class of it, as of any other error answer."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


Answer = Mapping[str, Any]
ServiceRule = Callable[[Call], None]
"""Raises ``call.refuse(...)`` where AWS refuses and moto does not."""
Double = Callable[[Call], Answer | None]
"""Answers in the place of an API that moto does not have; ``None`` lets moto answer."""


class Hook:
    """The two botocore event handlers of one account and Region."""

    def __init__(self, account: "AccountRegion") -> None:
        self.account = account

    def register(self, events: Any) -> None:
        """Listen on a session's (or a client's) event system."""
        events.register_last("before-parameter-build", self.remember)
        events.register("before-call", self.judge)

    def remember(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        """Keep the caller's parameters: the later event only has the serialized request."""
        context[CONTEXT_KEY] = params

    def _place(self, context: Mapping[str, Any]) -> "AccountRegion":
        """Where the call goes: a client may be of another Region than its session."""
        region = str(context.get("client_region") or self.account.region)
        elsewhere = region != self.account.region and not region.startswith("aws-")
        return self.account.owner.account_region(region, self.account.account_id) if elsewhere else self.account

    def judge(self, model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> tuple[Any, Answer] | None:
        """Apply the rules; an answer of a double ends the call without moto."""
        from botocore.awsrequest import AWSResponse, HTTPHeaders

        from generator.rehearsal.service_rules.table import DOUBLES, RULES, check_model_constraints

        service, operation = str(model.service_model.service_name), str(model.name)
        call = Call(self._place(context), service, operation, context.get(CONTEXT_KEY, {}))
        params["headers"][ACCOUNT_HEADER] = self.account.account_id
        # From the host of GovCloud's IAM moto reads the Region us-gov, which it takes for one of the partition aws.
        params["url"] = params["url"].replace("//iam.us-gov.amazonaws.com", "//iam.us-gov-west-1.amazonaws.com")
        double = self.account.owner.doubles.get((service, operation)) or DOUBLES.get((service, operation))
        try:
            check_model_constraints(call, model.input_shape)
            for rule in RULES.get((service, operation), ()):
                rule(call)
            answer = None if double is None else double(call)
        except Refusal as refusal:
            error = {"Code": refusal.code, "Message": refusal.message}
            return AWSResponse("", 400, HTTPHeaders(), None), {
                "Error": error,
                "ResponseMetadata": {**METADATA, "HTTPStatusCode": 400},
            }
        if answer is None:
            return None
        return AWSResponse("", 200, HTTPHeaders(), None), {
            **answer,
            "ResponseMetadata": {**METADATA, "HTTPStatusCode": 200},
        }
