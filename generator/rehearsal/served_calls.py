"""Service rules and doubles for calls that reach moto over HTTP: they pass no hook of ours on their way.

https://smithy.io/2.0/aws/protocols/index.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model

from generator.rehearsal.api_call import ACCOUNT_HEADER, Call, Refusal
from generator.rehearsal.service_rules.table import DOUBLES, RULES, check_model_constraints

if TYPE_CHECKING:
    from generator.rehearsal.account import StrictAccount


@contextmanager
def judged(account: "StrictAccount") -> Iterator[None]:
    """While it lasts, calls from outside are judged like calls of the account's own sessions.

    S3 is left out: moto's S3 has a dispatcher of its own.
    """
    original = BaseResponse.call_action

    def call_action(response: Any) -> Any:
        if ACCOUNT_HEADER in response.headers:
            # A call of our own sessions: the hook has judged it.
            return original(response)
        try:
            answer = _answer(account, response)
        except Refusal as refusal:
            return _serialized(response, refusal)
        return original(response) if answer is None else _serialized(response, answer)

    moto_class: Any = BaseResponse
    moto_class.call_action = call_action
    try:
        yield
    finally:
        moto_class.call_action = original


def _answer(account: "StrictAccount", response: Any) -> Any:
    """Raises Refusal; the answer of a double, or None if moto answers."""
    operation = response._get_action()
    key = (response.boto3_service_name, operation)
    double = account.doubles.get(key) or DOUBLES.get(key)
    if key not in RULES and double is None:
        return None
    model = get_service_model(response.boto3_service_name).operation_model(operation)
    parameters = _parameters(response, model)
    with account.lock:
        place = account.account_region(response.region, response.current_account)
        call = Call(place, *key, parameters)
        check_model_constraints(call, model.input_shape)
        for rule in RULES.get(key, ()):
            rule(call)
        return None if double is None else double(call)


def _parameters(response: Any, model: Any) -> dict[str, Any]:
    request = response.normalized_request
    protocol = determine_request_protocol(model.service_model, request.content_type)
    parsed: dict[str, Any] = PROTOCOL_PARSERS[protocol](model, map_type=dict).parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.data,
            "url_path": request.path,
            "url_params": response.uri_match,
        }
    )
    return parsed


def _serialized(response: Any, answer: Any) -> Any:
    status, headers, body = response.serialized(ActionResult(answer))
    headers["status"] = str(status)
    return status, headers, body
